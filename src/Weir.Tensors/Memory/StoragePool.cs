using System.Numerics;

namespace Weir.Tensors;

/// <summary>
/// Keeps storage that is not in use, by size class, so that a steady step takes no new memory. Classes are an eighth of
/// a power of two apart: at most 12.5 % is unused, and tensors of slightly different sizes share.
/// </summary>
internal sealed class StoragePool
{
    private readonly Dictionary<int, Stack<Storage>> _free = [];

    /// <summary>Bytes taken from the collector so far, in use or waiting.</summary>
    public long Bytes { get; private set; }

    /// <summary>Storage for at least <paramref name="length"/> numbers; its content is undefined.</summary>
    public Storage Rent(int length)
    {
        int capacity = SizeClass(length);
        if (_free.TryGetValue(capacity, out Stack<Storage>? waiting) && waiting.TryPop(out Storage? storage))
            return storage;
        Bytes += 4L * capacity;
        return new Storage(capacity);
    }

    /// <summary>Takes storage back.</summary>
    public void Return(Storage storage)
    {
        if (!_free.TryGetValue(storage.Capacity, out Stack<Storage>? waiting))
            _free.Add(storage.Capacity, waiting = new Stack<Storage>());
        waiting.Push(storage);
    }

    private static int SizeClass(int length)
    {
        int lines = (length + Storage.Line - 1) / Storage.Line;
        if (lines <= 8)
            return Math.Max(1, lines) * Storage.Line;
        int step = 1 << (BitOperations.Log2((uint)lines) - 3);
        return (int)Math.Min(((long)lines + step - 1) / step * step * Storage.Line, Array.MaxLength - (4 * Storage.Line));
    }
}
