namespace Weir.Tensors;

/// <summary>
/// Those who watch one thing, in the order in which they came. Any number of them may come and go in any order, also while they are being
/// told: who is told is what the list was when the telling began, apart from those that have ended since.
/// </summary>
internal sealed class WatchList<TWatcher>
    where TWatcher : class
{
    private Watch<TWatcher>[] _entries = [];

    /// <summary>Whether nobody watches.</summary>
    public bool IsEmpty => _entries.Length == 0;

    /// <summary>The present watches; later changes of the list do not touch what this returned.</summary>
    public ReadOnlySpan<Watch<TWatcher>> Entries => _entries;

    /// <summary>The same as an array, which nobody may write to.</summary>
    public Watch<TWatcher>[] Snapshot => _entries;

    /// <summary>Begins to watch.</summary>
    /// <returns>The watch; it ends when it is disposed.</returns>
    public Watch<TWatcher> Add(TWatcher watcher)
    {
        ArgumentNullException.ThrowIfNull(watcher);
        return new Watch<TWatcher>(watcher, this).Begin();
    }

    /// <summary>Begins a watch again that has ended, if it was one of this list; else a new one.</summary>
    /// <param name="watcher">Who watches.</param>
    /// <param name="former">A watch of the same watcher; null where there was none.</param>
    public Watch<TWatcher> Add(TWatcher watcher, Watch<TWatcher>? former) =>
        former is { IsOver: true } && former.IsIn(this) ? former.Begin() : Add(watcher);

    /// <summary>Takes in a watch that begins.</summary>
    public void Add(Watch<TWatcher> watch) => _entries = IsEmpty ? watch.Alone : [.. _entries, watch];

    /// <summary>Ends all of them.</summary>
    public void Clear()
    {
        foreach (Watch<TWatcher> watch in _entries)
            watch.IsOver = true;
        _entries = [];
    }

    /// <summary>Ends a watch, if it is one of the list.</summary>
    public void Remove(Watch<TWatcher> watch)
    {
        int at = Array.IndexOf(_entries, watch);
        if (at >= 0)
            _entries = _entries.Length == 1 ? [] : [.. _entries.AsSpan(0, at), .. _entries.AsSpan(at + 1)];
    }
}
