namespace Weir.Bench;

/// <summary>A way to run a peer: threads, and which of its kernels.</summary>
/// <param name="Name">As in <c>2 threads</c>.</param>
/// <param name="Start">Starts a process with it.</param>
internal sealed record PeerSetting(string Name, Func<PeerProcess> Start);

/// <summary>A peer with a process for each of its settings, to find the fastest for every workload.</summary>
internal sealed class Peer : IDisposable
{
    private readonly IReadOnlyList<PeerSetting> _settings;
    private readonly List<PeerProcess> _sides = [];

    /// <summary>Starts all settings at once.</summary>
    /// <param name="name">What the peer is called.</param>
    /// <param name="settings">One or more.</param>
    public Peer(string name, IReadOnlyList<PeerSetting> settings)
    {
        _settings = settings;
        foreach (PeerSetting setting in settings)
            _sides.Add(setting.Start());
        string version = "";
        foreach (PeerProcess side in _sides)
            version = side.Read().GetProperty("version").GetString()!;
        // 1.13.0a0 and 2.10.0 are told apart by their first two numbers.
        Name = $"{name} {string.Join('.', version.Split('.').Take(2))}";
    }

    /// <summary>Name and version, as in <c>libtorch 2.10</c>.</summary>
    public string Name { get; }

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
    public PeerProcess Alone(string setting, Workload workload)
    {
        PeerProcess side = _settings.Single(each => each.Name == setting).Start();
        side.Read();
        side.Ask($"use {workload.Name}");
        return side;
    }

    public void Dispose()
    {
        foreach (PeerProcess side in _sides)
            side.Dispose();
    }
}
