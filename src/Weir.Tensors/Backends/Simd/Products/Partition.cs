namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// A length cut into pieces whose sizes differ by at most one, the larger first: 10 rows in pieces of at most 8 are 5 + 5,
/// not 8 + 2, since small tiles leave the multipliers idle.
/// </summary>
internal readonly struct Partition
{
    private readonly int _size;
    private readonly int _larger;

    private Partition(int length, int count)
    {
        Length = length;
        Count = count;
        _size = count == 0 ? 0 : length / count;
        _larger = count == 0 ? 0 : length % count;
    }

    /// <summary>What was cut.</summary>
    public int Length { get; }

    /// <summary>Number of pieces.</summary>
    public int Count { get; }

    /// <summary>As few pieces as possible, of at most <paramref name="max"/>.</summary>
    public static Partition OfAtMost(int max, int length) => new(length, (length + max - 1) / max);

    /// <summary>A given number of pieces, some of which may be empty.</summary>
    public static Partition Into(int count, int length) => new(length, count);

    /// <summary>Size of a piece.</summary>
    public int Size(int piece) => piece < _larger ? _size + 1 : _size;

    /// <summary>Where a piece starts.</summary>
    public int Start(int piece) => (piece * _size) + Math.Min(piece, _larger);

    /// <summary>The piece behind the last of the size of a piece: sizes change at most once.</summary>
    public int EndOfSize(int piece) => piece < _larger ? _larger : Count;
}
