using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Watching: who is told of what a module puts out.</summary>
public abstract partial class Module
{
    private WatchList<IModuleWatcher>? _watchers;

    /// <summary>Whether somebody watches this module.</summary>
    public bool IsWatched => _watchers is { IsEmpty: false };

    /// <summary>How many watch this module.</summary>
    internal int WatcherCount => _watchers?.Entries.Length ?? 0;

    /// <summary>
    /// Has somebody told of each output of this module, its parts not included, until the watch ends. Any number may watch the same module.
    /// </summary>
    /// <param name="watcher">Who is told.</param>
    /// <returns>The watch, which ends when it is disposed.</returns>
    public IDisposable Watch(IModuleWatcher watcher) => WatchOf(watcher).Begin();

    /// <summary>The same with an action.</summary>
    /// <param name="onOutput">Is given the module, the signal that came in and the one that goes out.</param>
    /// <returns>The watch.</returns>
    public IDisposable Watch(Action<Module, Tensor, Tensor> onOutput) => Watch(new ModuleAction(onOutput));

    /// <summary>A watch that has not begun.</summary>
    internal Watch<IModuleWatcher> WatchOf(IModuleWatcher watcher)
    {
        ArgumentNullException.ThrowIfNull(watcher);
        return new Watch<IModuleWatcher>(watcher, _watchers ??= new WatchList<IModuleWatcher>());
    }

    /// <summary>Tells those who watch that a recurrent module has gone on by a place.</summary>
    private protected void TellState(int place, int places, Tensor state)
    {
        if (_watchers is null)
            return;
        foreach (Watch<IModuleWatcher> watch in _watchers.Entries)
        {
            if (!watch.IsOver)
                watch.Watcher.OnState(this, place, places, state);
        }
    }

    private Tensor ForwardWatched(Tensor x, WatchList<IModuleWatcher> watchers)
    {
        // Who came last stands closest to the module: told last of what comes in, and first of what goes out.
        ReadOnlySpan<Watch<IModuleWatcher>> entries = watchers.Entries;
        foreach (Watch<IModuleWatcher> watch in entries)
        {
            if (!watch.IsOver)
                watch.Watcher.OnInput(this);
        }

        Tensor y = Forward(x);
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            if (!entries[i].IsOver)
                entries[i].Watcher.OnOutput(this, x, y);
        }

        foreach (Watch<IModuleWatcher> watch in entries)
        {
            if (!watch.IsOver)
                watch.Watcher.OnLeave(this);
        }

        return y;
    }
}
