using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Weir.Tensors;

/// <summary>
/// Keeps storage that is not in use, by size class, so that a steady step takes no new memory. Classes are an eighth of
/// a power of two apart: at most 12.5 % is unused, and tensors of slightly different sizes share.
/// </summary>
/// <param name="deferred">Whether nothing is taken before somebody touches it: sizes are counted all the same.</param>
internal sealed class StoragePool(bool deferred = false)
{
    /// <summary>
    /// How many times as large memory may be as what is asked for: stages of a network of images halve their signal. More would let small
    /// results hold what large ones need.
    /// </summary>
    private const int MostLarger = 2;

    /// <summary>Numbers from which on memory is worth sharing: below 64 KB each size has its own.</summary>
    private const int LeastShared = 16 * 1024;

    private readonly Dictionary<int, Stack<Storage>> _free = [];

    /// <summary>Bytes taken so far, in use or waiting.</summary>
    public long Bytes { get; private set; }

    /// <summary>Storage for at least <paramref name="length"/> numbers; its content is undefined.</summary>
    /// <param name="length">Numbers that have to fit.</param>
    /// <param name="orLarger">
    /// Whether memory up to <see cref="MostLarger"/> times as large serves too: where results live shortly, as in evaluation, memory of the
    /// first layers is used again by later and smaller ones.
    /// </param>
    public Storage Rent(int length, bool orLarger = false)
    {
        int capacity = SizeClass(length);
        if (TryTake(capacity, out Storage? storage))
            return storage;
        if (orLarger && capacity >= LeastShared)
        {
            int best = int.MaxValue;
            foreach ((int larger, Stack<Storage> waiting) in _free)
            {
                if (larger > capacity && larger < best && larger / MostLarger <= capacity && waiting.Count > 0)
                    best = larger;
            }

            if (TryTake(best, out storage))
                return storage;
        }

        storage = new Storage(capacity, deferred);
        Bytes += 4L * capacity;
        return storage;
    }

    /// <summary>Takes storage back.</summary>
    public void Return(Storage storage)
    {
        if (!_free.TryGetValue(storage.Capacity, out Stack<Storage>? waiting))
            _free.Add(storage.Capacity, waiting = new Stack<Storage>());
        waiting.Push(storage);
    }

    private bool TryTake(int capacity, [NotNullWhen(true)] out Storage? storage)
    {
        storage = null;
        return _free.TryGetValue(capacity, out Stack<Storage>? waiting) && waiting.TryPop(out storage);
    }

    private static int SizeClass(int length)
    {
        int lines = (int)(((long)length + Storage.Line - 1) / Storage.Line);
        if (lines <= 8)
            return Math.Max(1, lines) * Storage.Line;
        int step = 1 << (BitOperations.Log2((uint)lines) - 3);
        // The largest class ends where an array does; what does not fit there is refused by its own length.
        return (int)Math.Max(length, Math.Min(((long)lines + step - 1) / step * step * Storage.Line, Storage.MaxCapacity));
    }
}
