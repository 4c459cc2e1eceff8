using System.Runtime.InteropServices;

namespace Weir.Tensors;

/// <summary>
/// The memory of a tensor: float32 numbers in host memory, 64-byte aligned and never moved by the collector. It ends on
/// a whole 64-byte line with one more line behind it, so that a vector kernel may read (and, in its own last vector,
/// write) past the last entry without harm.
/// </summary>
internal sealed unsafe class Storage
{
    /// <summary>One cache line of numbers: the alignment and the padding.</summary>
    public const int Line = 16;

    /// <summary>The most numbers that fit into one array with its alignment and padding.</summary>
    public static int MaxCapacity => Array.MaxLength - (3 * Line);

    private readonly float[] _memory;
    private readonly int _start;

    /// <summary>Takes memory for at least <paramref name="capacity"/> numbers; its content is undefined.</summary>
    /// <exception cref="AllocationException">The memory is not to be had.</exception>
    public Storage(int capacity)
    {
        if (capacity > MaxCapacity)
            throw AllocationException.TooLarge(capacity);
        Capacity = capacity;
        try
        {
            // Pinned arrays stay where they are and go when nothing refers to them: no one has to free them.
            _memory = GC.AllocateUninitializedArray<float>(capacity + (3 * Line), pinned: true);
        }
        catch (OutOfMemoryException exception)
        {
            throw AllocationException.Failed(capacity, exception);
        }

        fixed (float* start = _memory)
        {
            Pointer = (float*)(((nint)start + 63) & ~63);
            _start = (int)(Pointer - start);
        }

        Array.Clear(_memory);
    }

    /// <summary>The number of entries that fit.</summary>
    public int Capacity { get; }

    /// <summary>
    /// The first entry, 64-byte aligned; good as long as this object is referenced, for which <see cref="KeptAlive"/> cares.
    /// </summary>
    public float* Pointer { get; }

    /// <summary>The first <paramref name="length"/> entries. The span keeps the memory alive by itself.</summary>
    public Span<float> Span(int length) => _memory.AsSpan(_start, length);

    /// <summary>The same memory as whole numbers.</summary>
    public Span<int> Integers(int length) => MemoryMarshal.Cast<float, int>(Span(length));
}
