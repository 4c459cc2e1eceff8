using System.ComponentModel;
using System.Diagnostics;

namespace Weir.Cli.Tests;

/// <summary>A test that lets system calls fail by strace; it is skipped where there is none that may do so.</summary>
internal sealed class StraceTheoryAttribute : TheoryAttribute
{
    public StraceTheoryAttribute()
    {
        if (!Works())
            Skip = "there is no strace here that may let calls fail (apt-get install strace)";
    }

    private static bool Works()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("strace",
                ["-f", "-qq", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "true"])
            { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
