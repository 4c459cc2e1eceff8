using System.Runtime.CompilerServices;

namespace Weir.Tensors;

/// <summary>
/// The lengths of a tensor's axes, outermost first, for up to <see cref="MaxRank"/> axes. The rank-0 shape <c>()</c>
/// is that of a single number. Memory is row-major: the last axis is contiguous.
/// </summary>
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The largest number of axes: 6.</summary>
    public const int MaxRank = 6;

    private readonly Lengths _lengths;

    /// <summary>Makes a shape from the lengths of its axes.</summary>
    /// <param name="lengths">Axis lengths, outermost first; each zero or more.</param>
    /// <exception cref="ShapeException">More than <see cref="MaxRank"/> axes, a negative length, or more than 2³¹−1 entries.</exception>
    public Shape(params ReadOnlySpan<int> lengths)
    {
        if (lengths.Length > MaxRank)
            throw new ShapeException($"shape: {lengths.Length} axes were given, at most {MaxRank} are supported");

        long size = 1;
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            if (lengths[axis] < 0)
                throw new ShapeException($"shape: axis {axis} has length {lengths[axis]}; a length is zero or more");
            _lengths[axis] = lengths[axis];
            size *= lengths[axis];
            if (size > Array.MaxLength)
                throw new ShapeException($"shape: ({string.Join(", ", lengths.ToArray())}) has more than {Array.MaxLength} entries");
        }

        Rank = lengths.Length;
        Size = (int)size;
        NotDefault = true;
    }

    /// <summary>The shape of a single number, <c>()</c>.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>The number of axes.</summary>
    public int Rank { get; }

    /// <summary>The number of entries: the product of the lengths, 1 for <c>()</c>.</summary>
    public int Size => NotDefault ? field : 1;

    private bool NotDefault { get; }

    /// <summary>The length of one axis; <c>^1</c> is the last.</summary>
    /// <param name="axis">The axis, from the front or from the end.</param>
    public int this[Index axis]
    {
        get
        {
            int offset = axis.GetOffset(Rank);
            if ((uint)offset >= (uint)Rank)
                throw new ShapeException($"shape: {this} has no axis {axis}");
            return _lengths[offset];
        }
    }

    /// <summary>The lengths as a new array.</summary>
    public int[] ToArray()
    {
        int[] lengths = new int[Rank];
        for (int axis = 0; axis < Rank; axis++)
            lengths[axis] = _lengths[axis];
        return lengths;
    }

    /// <summary>The number of entries in the axes before <paramref name="axis"/>.</summary>
    /// <param name="axis">From 0 to <see cref="Rank"/>.</param>
    public int SizeBefore(int axis)
    {
        int size = 1;
        for (int i = 0; i < axis; i++)
            size *= _lengths[i];
        return size;
    }

    /// <summary>The number of entries in the axes from <paramref name="axis"/> on.</summary>
    /// <param name="axis">From 0 to <see cref="Rank"/>.</param>
    public int SizeFrom(int axis)
    {
        int size = 1;
        for (int i = axis; i < Rank; i++)
            size *= _lengths[i];
        return size;
    }

    /// <summary>This shape with one axis changed to another length.</summary>
    /// <param name="axis">The axis, from the front or from the end.</param>
    /// <param name="length">Its new length.</param>
    public Shape With(Index axis, int length)
    {
        int offset = axis.GetOffset(Rank);
        if ((uint)offset >= (uint)Rank)
            throw new ShapeException($"shape: {this} has no axis {axis}");
        Span<int> lengths = stackalloc int[MaxRank];
        for (int i = 0; i < Rank; i++)
            lengths[i] = i == offset ? length : _lengths[i];
        return new Shape(lengths[..Rank]);
    }

    /// <summary>The first <paramref name="count"/> axes.</summary>
    /// <param name="count">From 0 to <see cref="Rank"/>.</param>
    public Shape Leading(int count)
    {
        Span<int> lengths = stackalloc int[MaxRank];
        for (int i = 0; i < count; i++)
            lengths[i] = _lengths[i];
        return new Shape(lengths[..count]);
    }

    /// <summary>The axes from <paramref name="axis"/> on.</summary>
    /// <param name="axis">From 0 to <see cref="Rank"/>.</param>
    public Shape From(int axis)
    {
        Span<int> lengths = stackalloc int[MaxRank];
        for (int i = axis; i < Rank; i++)
            lengths[i - axis] = _lengths[i];
        return new Shape(lengths[..(Rank - axis)]);
    }

    /// <summary>This shape followed by one more axis.</summary>
    /// <param name="length">The length of the new last axis.</param>
    public Shape Append(int length)
    {
        Span<int> lengths = stackalloc int[MaxRank + 1];
        for (int i = 0; i < Rank; i++)
            lengths[i] = _lengths[i];
        lengths[Rank] = length;
        return new Shape(lengths[..(Rank + 1)]);
    }

    /// <summary>This shape behind one more axis.</summary>
    /// <param name="length">The length of the new first axis.</param>
    public Shape Prepend(int length)
    {
        Span<int> lengths = stackalloc int[MaxRank + 1];
        lengths[0] = length;
        for (int i = 0; i < Rank; i++)
            lengths[i + 1] = _lengths[i];
        return new Shape(lengths[..(Rank + 1)]);
    }

    /// <inheritdoc/>
    public bool Equals(Shape other)
    {
        if (Rank != other.Rank)
            return false;
        for (int axis = 0; axis < Rank; axis++)
        {
            if (_lengths[axis] != other._lengths[axis])
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = Rank;
        for (int axis = 0; axis < Rank; axis++)
            hash = HashCode.Combine(hash, _lengths[axis]);
        return hash;
    }

    /// <summary>The lengths in brackets, as in <c>(10, 784)</c>.</summary>
    public override string ToString() => $"({string.Join(", ", ToArray())})";

    /// <summary>Whether both shapes have the same axes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether the shapes differ in an axis.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    [InlineArray(MaxRank)]
    private struct Lengths
    {
        private int _first;
    }
}
