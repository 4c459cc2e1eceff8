using System.Runtime.InteropServices;

namespace Weir.Cli;

/// <summary>
/// Where a file would become larger than <c>ulimit -f</c> allows, the system ends the process without a word, unless the signal is heard:
/// then the write fails as on a full disk, and what was being done ends in words.
/// </summary>
internal static class FileSizeLimit
{
    // SIGXFSZ, on Linux and on Apple's systems.
    private const int Signal = 25;

    /// <summary>Hears the signal until the result is disposed.</summary>
    public static IDisposable? Hear() => OperatingSystem.IsWindows() ? null
        : PosixSignalRegistration.Create((PosixSignal)Signal, context => context.Cancel = true);
}
