using Xunit.Abstractions;

namespace Weir.Arm;

/// <summary>The tests of an assembly.</summary>
internal sealed class FoundTests : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    public List<ITestCase> Cases { get; } = [];

    /// <summary>Set when all are known.</summary>
    public ManualResetEvent Finished { get; } = new(false);

    public bool OnMessage(IMessageSinkMessage message)
    {
        if (message is ITestCaseDiscoveryMessage discovered)
            Cases.Add(discovered.TestCase);
        if (message is IDiscoveryCompleteMessage)
            Finished.Set();
        return true;
    }

    public void Dispose() => Finished.Dispose();
}
