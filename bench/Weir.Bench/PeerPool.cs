using System.Collections.Concurrent;

namespace Weir.Bench;

/// <summary>Processes of a peer of which each does one thing at a time.</summary>
internal sealed class PeerPool : IDisposable
{
    private readonly ConcurrentBag<PeerProcess> _free;

    /// <summary>Starts them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="start">Starts one.</param>
    public PeerPool(int count, Func<PeerProcess> start) => _free = [.. Enumerable.Range(0, count).Select(_ => start())];

    /// <summary>Asks one that is free; as many may ask at once as there are.</summary>
    public T Use<T>(Func<PeerProcess, T> ask)
    {
        PeerProcess side = _free.TryTake(out PeerProcess? free) ? free : throw new InvalidOperationException("no process is free");
        try
        {
            return ask(side);
        }
        finally
        {
            _free.Add(side);
        }
    }

    public void Dispose()
    {
        foreach (PeerProcess side in _free)
            side.Dispose();
    }
}
