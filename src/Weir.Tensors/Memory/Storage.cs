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

    private readonly float[] _memory;

    /// <summary>Takes memory for at least <paramref name="capacity"/> numbers; its content is undefined.</summary>
    public Storage(int capacity)
    {
        Capacity = capacity;
        // Pinned arrays stay where they are and go when nothing refers to them: no one has to free them.
        _memory = GC.AllocateUninitializedArray<float>(capacity + (3 * Line), pinned: true);
        fixed (float* start = _memory)
            Pointer = (float*)(((nint)start + 63) & ~63);
        new Span<float>(Pointer, capacity + Line).Clear();
    }

    /// <summary>The number of entries that fit.</summary>
    public int Capacity { get; }

    /// <summary>The first entry, 64-byte aligned; good as long as this object is referenced.</summary>
    public float* Pointer { get; }

    /// <summary>The first <paramref name="length"/> entries.</summary>
    public Span<float> Span(int length) => new(Pointer, length);
}
