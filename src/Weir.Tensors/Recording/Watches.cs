namespace Weir.Tensors;

/// <summary>Several watches that end together, as those of a step.</summary>
public sealed class Watches : IDisposable
{
    private readonly List<IDisposable> _all = [];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>Takes a watch in.</summary>
    /// <param name="watch">A watch that has begun.</param>
    public void Add(IDisposable watch) => _all.Add(watch);

    /// <summary>Ends all of them; others may be taken in afterwards.</summary>
    public void Dispose() => _all.EndAll();
}
