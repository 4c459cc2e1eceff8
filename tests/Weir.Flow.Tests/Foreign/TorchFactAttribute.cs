using System.Diagnostics;

namespace Weir.Flow.Tests;

/// <summary>A test that needs Python with PyTorch; it is skipped by name where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TorchFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_python = new(Find);

    /// <summary>Marks the test.</summary>
    public TorchFactAttribute()
    {
        if (Python is null)
            Skip = "needs Python with PyTorch (Debian: python3-torch)";
    }

    /// <summary>The Python that has PyTorch; null where there is none.</summary>
    public static string? Python => s_python.Value;

    private static string? Find() => new[] { "/usr/bin/python3", "python3", "python" }.FirstOrDefault(HasTorch);

    private static bool HasTorch(string python)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, ["-c", "import torch"])
            {
                RedirectStandardError = true,
            })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
