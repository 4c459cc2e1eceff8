using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace Weir.Bench;

/// <summary>
/// PyTorch as Debian packs it, from Python, with each of its settings: one and two threads, OpenBLAS as it comes and, where the processor
/// has AVX-512, told so, which it does not always see by itself.
/// </summary>
internal static class PyTorch
{
    public const string Python = "/usr/bin/python3";

    // Elsewhere kernels with AVX-512 end the process.
    public static readonly string[] Settings = Avx512F.IsSupported
        ? ["1 thread, OpenBLAS as it comes", "1 thread, OpenBLAS SKYLAKEX", "2 threads, OpenBLAS as it comes",
            "2 threads, OpenBLAS SKYLAKEX"]
        : ["1 thread, OpenBLAS as it comes", "2 threads, OpenBLAS as it comes"];

    /// <summary>All settings.</summary>
    /// <exception cref="InvalidOperationException">There is no PyTorch; the message says how to install it.</exception>
    public static Peer Peer()
    {
        Check();
        return new Peer("PyTorch", [.. Settings.Select(setting => new PeerSetting(setting, () => Start(setting)))]);
    }

    /// <summary>The environment's variables that make a setting.</summary>
    public static (string Key, string Value)[] EnvironmentOf(string setting)
    {
        (string, string) threads = ("OMP_NUM_THREADS", setting[..1]);
        return setting.EndsWith("SKYLAKEX", StringComparison.Ordinal) ? [threads, ("OPENBLAS_CORETYPE", "SKYLAKEX")] : [threads];
    }

    /// <summary>Starts a process with one of the settings.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="program">The script in <c>bench/</c> that it runs.</param>
    public static PeerProcess Start(string setting, string program = "pytorch_step.py")
    {
        string script = Path.Combine(Repository.Root(), "bench", program);
        return PeerProcess.Start(setting, Python, $"\"{script}\" --threads {setting[..1]}", EnvironmentOf(setting));
    }

    // Debian's PyTorch takes whatever serves as BLAS; the reference one, fifty times slower, is nobody's choice for training.
    private const string Test = "import os, sys, torch; torch.ones(8, 8) @ torch.ones(8, 8); maps = '/proc/self/maps'; "
        + "sys.exit(3 if os.path.exists(maps) and not any(name in open(maps).read() for name in ('openblas', 'mkl', 'blis', 'atlas')) "
        + "else 0)";

    private static void Check()
    {
        const string Install = "on Debian: apt-get install -y python3-torch libopenblas0-openmp";
        int answer = -1;
        try
        {
            using Process check = Process.Start(new ProcessStartInfo(Python, ["-c", Test]) { RedirectStandardError = true })!;
            check.WaitForExit();
            answer = check.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No Python at all: the same message serves.
        }

        if (answer == 3)
            throw new InvalidOperationException($"{Python} has a PyTorch with the slow reference BLAS, which is no peer; {Install}");
        if (answer != 0)
            throw new InvalidOperationException($"{Python} has no PyTorch to compare with; {Install}");
    }
}
