namespace Weir.Tensors;

/// <summary>Tells those who watch a step: of the gradients of tensors, and of what the backward pass goes on to.</summary>
public sealed partial class Tape
{
    /// <summary>Has somebody told what the backward passes go on to, for a profile.</summary>
    /// <returns>The watch, which ends when it is disposed.</returns>
    internal IDisposable Watch(IStepWatcher watcher) => _stepWatchers.Add(watcher);

    /// <summary>Shows a complete gradient to those who watch it.</summary>
    private void Show(int number, Node node, WatchList<IGradientWatcher> watchers)
    {
        foreach (Watch<IStepWatcher> watch in _stepWatchers.Entries)
            watch.Watcher.OnMeasuring(number);
        // The gradient lends its memory to a node of the step for the length of the call.
        int at = _used;
        Node view = NextUnchecked(node.Shape);
        view.Storage = node.Gradient!;
        view.OwnsStorage = false;
        try
        {
            foreach (Watch<IGradientWatcher> watch in watchers.Entries)
            {
                if (!watch.IsOver)
                    watch.Watcher.OnGradient(new Tensor(node), new Tensor(view));
            }
        }
        finally
        {
            view.Clear();
            // What a watcher has made meanwhile stands behind the node and belongs to the step; the place is free again only where there is
            // nothing.
            if (_used == at + 1)
                _used = at;
        }
    }

    /// <summary>Notes that a gradient comes to a leaf that is watched.</summary>
    private void Reach(Node node)
    {
        if (node.Watchers is not null && node.Tape is null && !_reached.Contains(node))
            _reached.Add(node);
    }

    /// <summary>Shows what has been gathered for the leaves that the backward pass has reached.</summary>
    private void ShowLeaves()
    {
        foreach (Node leaf in _reached)
        {
            if (leaf.Watchers is not { IsEmpty: false } watchers)
                continue;
            WorkOut(leaf);
            Show(-1, leaf, watchers);
        }

        _reached.Clear();
    }
}
