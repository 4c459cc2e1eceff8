using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Weir.Cli;

return OpenFiles.Suffice() ? Run(args) : ExitCodes.Failure;

// Not inlined, so that none of the assemblies that it needs is loaded before it is called.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Run(string[] args)
{
    using Leaving leaving = new();
    using Interruption interruption = new(leaving);
    using IDisposable? limit = FileSizeLimit.Hear();
    return Application.Run(args, Terminal.OfProcess(Started, leaving));
}

// The script 'weir' takes the place of its shell: the process is older than the program, and a build may lie between.
static DateTimeOffset Started() =>
    double.TryParse(Environment.GetEnvironmentVariable("WEIR_STARTED"), CultureInfo.InvariantCulture, out double seconds)
        ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
        : new DateTimeOffset(Process.GetCurrentProcess().StartTime);
