namespace Weir.Tensors;

/// <summary>
/// One watcher of one thing, from its beginning until it is disposed. Who watches the same thing at one step after another begins the same
/// watch again.
/// </summary>
internal sealed class Watch<TWatcher>(TWatcher watcher, WatchList<TWatcher> list) : IDisposable
    where TWatcher : class
{
    /// <summary>Who watches.</summary>
    public TWatcher Watcher => watcher;

    /// <summary>Whether it has ended, or not begun.</summary>
    public bool IsOver { get; set; } = true;

    /// <summary>The list where nobody else watches.</summary>
    public Watch<TWatcher>[] Alone => field ??= [this];

    /// <summary>Whether it is one for that list.</summary>
    public bool IsIn(WatchList<TWatcher> other) => ReferenceEquals(list, other);

    /// <summary>Begins; where it has begun already, nothing changes.</summary>
    public Watch<TWatcher> Begin()
    {
        if (IsOver)
        {
            IsOver = false;
            list.Add(this);
        }

        return this;
    }

    /// <summary>Ends it; a second time does nothing.</summary>
    public void Dispose()
    {
        if (IsOver)
            return;
        IsOver = true;
        list.Remove(this);
    }
}
