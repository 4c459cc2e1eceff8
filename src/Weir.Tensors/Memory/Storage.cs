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

    private readonly Lock? _taking;
    private float[]? _memory;
    private float* _pointer;
    private int _start;

    /// <summary>Takes memory for at least <paramref name="capacity"/> numbers; its content is undefined.</summary>
    /// <param name="capacity">Numbers that have to fit.</param>
    /// <param name="deferred">Whether the memory, of zeros, is taken only when somebody touches it, as that of a leaf.</param>
    /// <exception cref="AllocationException">The memory is not to be had.</exception>
    public Storage(int capacity, bool deferred = false)
    {
        if (capacity > MaxCapacity)
            throw AllocationException.TooLarge(capacity);
        Capacity = capacity;
        if (deferred)
            _taking = new Lock();
        else
            Allocate();
    }

    /// <summary>The number of entries that fit.</summary>
    public int Capacity { get; }

    /// <summary>Whether there is memory behind it by now.</summary>
    public bool IsTaken => Volatile.Read(ref _memory) is not null;

    /// <summary>
    /// The first entry, 64-byte aligned; good as long as this object is referenced, for which <see cref="KeptAlive"/> cares.
    /// </summary>
    public float* Pointer
    {
        get
        {
            if (Volatile.Read(ref _memory) is null)
                Take();
            return _pointer;
        }
    }

    /// <summary>The first <paramref name="length"/> entries. The span keeps the memory alive by itself.</summary>
    public Span<float> Span(int length) => (Volatile.Read(ref _memory) ?? Take()).AsSpan(_start, length);

    /// <summary>The same memory as whole numbers.</summary>
    public Span<int> Integers(int length) => MemoryMarshal.Cast<float, int>(Span(length));

    // Several threads of a team may be the first to touch it.
    private float[] Take()
    {
        lock (_taking!)
        {
            return _memory ?? Allocate();
        }
    }

    private float[] Allocate()
    {
        float[] memory;
        try
        {
            // Pinned arrays stay where they are and go when nothing refers to them: no one has to free them.
            memory = GC.AllocateUninitializedArray<float>(Capacity + (3 * Line), pinned: true);
        }
        catch (OutOfMemoryException exception)
        {
            throw AllocationException.Failed(Capacity, exception);
        }

        fixed (float* start = memory)
        {
            _pointer = (float*)(((nint)start + 63) & ~63);
            _start = (int)(_pointer - start);
        }

        Array.Clear(memory);
        Volatile.Write(ref _memory, memory);
        return memory;
    }
}
