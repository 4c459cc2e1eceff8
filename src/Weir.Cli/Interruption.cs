using System.Runtime.InteropServices;

namespace Weir.Cli;

/// <summary>Ctrl-C, SIGTERM, and a terminal that is closed: the first asks to end cleanly, the second ends at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly Leaving _leaving;
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Starts to listen.</summary>
    /// <param name="leaving">Who is told.</param>
    public Interruption(Leaving leaving)
    {
        _leaving = leaving;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_leaving.Ask())
            return;
        _leaving.Abandon();
        Environment.Exit(ExitCodes.Interrupted);
    }
}
