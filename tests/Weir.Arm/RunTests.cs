using Xunit.Abstractions;

namespace Weir.Arm;

/// <summary>Counts tests as they end, and tells of those that fail.</summary>
internal sealed class RunTests : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>Set when all have ended.</summary>
    public ManualResetEvent Finished { get; } = new(false);

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed:
                Passed++;
                break;
            case ITestSkipped:
                Skipped++;
                break;
            case ITestFailed failed:
                Failed++;
                Console.WriteLine($"FAILED {failed.Test.DisplayName}: {string.Join(Environment.NewLine, failed.Messages)}");
                Console.WriteLine(failed.StackTraces.FirstOrDefault());
                break;
            case IErrorMessage error:
                Failed++;
                Console.WriteLine($"FAILED {string.Join(Environment.NewLine, error.Messages)}");
                break;
            case ITestAssemblyFinished:
                Finished.Set();
                break;
            default:
                break;
        }

        return true;
    }

    public void Dispose() => Finished.Dispose();
}
