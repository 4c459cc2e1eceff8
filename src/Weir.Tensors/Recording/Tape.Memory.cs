namespace Weir.Tensors;

/// <summary>Memory that a step takes from the pool and gives back.</summary>
public sealed partial class Tape
{
    /// <summary>
    /// A copy of row numbers or labels in memory of the tape, checked as the copy that kernels will read: the caller's array is his own
    /// again.
    /// </summary>
    /// <exception cref="ShapeException">An entry outside 0 … bound − 1.</exception>
    internal Storage Own(string operation, Indices indices, string what, int bound)
    {
        ReadOnlySpan<int> given = indices.Span;
        Storage own = _pool.Rent(given.Length);
        Span<int> copy = own.Integers(given.Length);
        given.CopyTo(copy);
        try
        {
            Indices.Check(operation, copy, what, bound);
        }
        catch (ShapeException)
        {
            _pool.Return(own);
            throw;
        }

        return own;
    }

    /// <summary>Memory that goes back at the end of the step.</summary>
    internal Storage Lend(int length)
    {
        Storage storage = _pool.Rent(length);
        _loans.Add(storage);
        return storage;
    }

    internal Storage Rent(int length) => _pool.Rent(length);

    internal void Return(Storage storage) => _pool.Return(storage);

    private void GiveBack(Node node)
    {
        if (node.OwnsStorage)
            _pool.Return(node.Storage);
        if (node.Saved is not null)
            _pool.Return(node.Saved);
        if (node.Indices is not null)
            _pool.Return(node.Indices);
        node.Clear();
    }

    /// <summary>Gives back what was kept for a derivative that nobody will ask for.</summary>
    private void Forget(Node node)
    {
        if (node.Saved is not null)
            _pool.Return(node.Saved);
        if (node.Indices is not null)
            _pool.Return(node.Indices);
        node.Saved = node.Indices = null;
    }
}
