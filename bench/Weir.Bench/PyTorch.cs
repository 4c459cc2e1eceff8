using System.Diagnostics;

namespace Weir.Bench;

/// <summary>
/// PyTorch with each of its settings (one and two threads, OpenBLAS as it comes and told that the processor has AVX-512), one process each,
/// to find the fastest for every workload.
/// </summary>
internal sealed class PyTorch : IDisposable
{
    public const string Python = "/usr/bin/python3";

    public static readonly string[] Settings =
    [
        "1 thread, OpenBLAS as it comes", "1 thread, OpenBLAS SKYLAKEX", "2 threads, OpenBLAS as it comes", "2 threads, OpenBLAS SKYLAKEX",
    ];

    private readonly List<PeerProcess> _sides = [];

    private PyTorch()
    {
    }

    public string Version { get; private set; } = "";

    /// <summary>Starts all settings at once.</summary>
    /// <exception cref="InvalidOperationException">There is no PyTorch; the message says how to install it.</exception>
    public static PyTorch Start()
    {
        Check();
        PyTorch all = new();
        foreach (string name in Settings)
            all._sides.Add(Start(name));
        foreach (PeerProcess side in all._sides)
            all.Version = side.Read().GetProperty("version").GetString()!;
        return all;
    }

    /// <summary>Every setting makes the workload's network.</summary>
    public void Use(Workload workload)
    {
        foreach (PeerProcess side in _sides)
            side.Ask($"use {workload.Name}");
    }

    /// <summary>The setting that is the fastest at a command. Those that are far behind at first have no second chance.</summary>
    public PeerProcess Best(string command, double seconds)
    {
        double[] first = [.. _sides.Select(side => side.Median(command, seconds))];
        int[] near = [.. Enumerable.Range(0, first.Length).Where(i => first[i] < 2.5 * first.Min())];
        List<double>[] times = [.. near.Select(_ => new List<double>())];
        // A long step is its own mean over many disturbances.
        int turns = first.Min() * 1e-3 > 3 * seconds ? 1 : 3;
        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < near.Length; i++)
                times[i].Add(_sides[near[i]].Median(command, seconds));
        }

        return _sides[near[Enumerable.Range(0, near.Length).MinBy(i => times[i].Min())]];
    }

    /// <summary>A process of its own with a setting, so that its memory is that of one workload.</summary>
    public static PeerProcess Alone(string setting, Workload workload)
    {
        PeerProcess side = Start(setting);
        side.Read();
        side.Ask($"use {workload.Name}");
        return side;
    }

    public void Dispose()
    {
        foreach (PeerProcess side in _sides)
            side.Dispose();
    }

    /// <summary>The environment's variables that make a setting.</summary>
    public static (string Key, string Value)[] EnvironmentOf(string setting)
    {
        (string, string) threads = ("OMP_NUM_THREADS", setting[..1]);
        return setting.EndsWith("SKYLAKEX", StringComparison.Ordinal) ? [threads, ("OPENBLAS_CORETYPE", "SKYLAKEX")] : [threads];
    }

    private static PeerProcess Start(string setting)
    {
        string script = Path.Combine(Repository.Root(), "bench", "pytorch_step.py");
        return PeerProcess.Start(setting, Python, $"\"{script}\" --threads {setting[..1]}", EnvironmentOf(setting));
    }

    private static void Check()
    {
        try
        {
            using Process check = Process.Start(new ProcessStartInfo(Python, "-c \"import torch\"") { RedirectStandardError = true })!;
            check.WaitForExit();
            if (check.ExitCode == 0)
                return;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No Python at all: the same message serves.
        }

        throw new InvalidOperationException(
            $"{Python} has no PyTorch to compare with; on Debian: apt-get install -y python3-torch libopenblas0-openmp");
    }
}
