using System.Runtime.CompilerServices;

namespace Weir.Tensors.Backends;

/// <summary>
/// How two tensors of different shapes meet entry by entry: axes are aligned at the end, and an axis of length 1 (or a
/// missing one) is repeated. Neighbouring axes that behave alike are joined, so that most cases have one or two axes.
/// </summary>
internal readonly struct Broadcast
{
    private Broadcast(Shape result, int axes, Steps lengths, Steps left, Steps right)
    {
        Result = result;
        Axes = axes;
        Lengths = lengths;
        Left = left;
        Right = right;
    }

    public Shape Result { get; }

    /// <summary>The number of joined axes, at least 1.</summary>
    public int Axes { get; }

    /// <summary>Length of each joined axis, outermost first.</summary>
    public Steps Lengths { get; }

    /// <summary>How far one step along each axis goes in the left tensor: 0 where it is repeated.</summary>
    public Steps Left { get; }

    /// <summary>The same for the right tensor.</summary>
    public Steps Right { get; }

    /// <summary>Whether both have the same shape.</summary>
    public bool IsPlain => Axes == 1 && (Lengths[0] <= 1 || (Left[0] == 1 && Right[0] == 1));

    /// <summary>Aligns two shapes.</summary>
    /// <exception cref="ShapeException">An axis has two different lengths, neither of them 1.</exception>
    public static Broadcast Of(string operation, Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        Span<int> result = stackalloc int[rank];
        Steps lengths = default, stepsLeft = default, stepsRight = default;
        int axes = 0;
        int sizeLeft = 1, sizeRight = 1;
        Span<int> l = stackalloc int[rank], r = stackalloc int[rank];
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            int a = axis - (rank - left.Rank) is >= 0 and int i ? left[i] : 1;
            int b = axis - (rank - right.Rank) is >= 0 and int j ? right[j] : 1;
            if (a != b && a != 1 && b != 1)
                throw new ShapeException($"{operation}: shapes {left} and {right} do not fit: counted from the end, axis {rank - axis} "
                    + $"has {a} and {b} entries; they must be equal or one of them 1");
            result[axis] = a == 1 ? b : a;
            l[axis] = a == 1 ? 0 : sizeLeft;
            r[axis] = b == 1 ? 0 : sizeRight;
            sizeLeft *= a;
            sizeRight *= b;
        }

        for (int axis = 0; axis < rank; axis++)
        {
            if (result[axis] == 1)
                continue;
            if (axes > 0 && stepsLeft[axes - 1] == l[axis] * result[axis] && stepsRight[axes - 1] == r[axis] * result[axis])
            {
                lengths[axes - 1] *= result[axis];
                stepsLeft[axes - 1] = l[axis];
                stepsRight[axes - 1] = r[axis];
                continue;
            }

            lengths[axes] = result[axis];
            stepsLeft[axes] = l[axis];
            stepsRight[axes] = r[axis];
            axes++;
        }

        if (axes == 0)
        {
            lengths[0] = 1;
            axes = 1;
        }

        return new Broadcast(new Shape(result), axes, lengths, stepsLeft, stepsRight);
    }

    /// <summary>One number an axis.</summary>
    [InlineArray(Shape.MaxRank)]
    internal struct Steps
    {
        private int _first;
    }
}
