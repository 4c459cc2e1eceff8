namespace Weir.Tensors;

/// <summary>One watcher of one thing, until it is disposed.</summary>
internal sealed class Watch<TWatcher>(TWatcher watcher, WatchList<TWatcher> list) : IDisposable
    where TWatcher : class
{
    /// <summary>Who watches.</summary>
    public TWatcher Watcher => watcher;

    /// <summary>Whether it has ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Ends it; a second time does nothing.</summary>
    public void Dispose()
    {
        if (IsOver)
            return;
        IsOver = true;
        list.Remove(this);
    }
}
