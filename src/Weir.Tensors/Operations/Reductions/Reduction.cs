namespace Weir.Tensors;

/// <summary>Sums, means and maxima over one axis, over several, or over all.</summary>
public static partial class Reduction
{
    /// <summary>
    /// Adds to the gradient of <paramref name="input"/> a value of a larger shape, summed over the axes along which the
    /// input is repeated.
    /// </summary>
    internal static void SumToShape(Tape tape, Storage value, Shape shape, Node input)
    {
        Storage target = tape.GradientOf(input, out bool accumulate);
        Storage current = value;
        // Runs of repeated axes are summed one run after another, from the front; the last writes into the target.
        int missing = shape.Rank - input.Shape.Rank;
        while (true)
        {
            int first = 0;
            while (first < shape.Rank && !Repeated(shape, input.Shape, first, missing))
                first++;
            int end = first;
            while (end < shape.Rank && Repeated(shape, input.Shape, end, missing))
                end++;
            int outer = shape.SizeBefore(first), inner = shape.SizeFrom(end);
            int count = shape.SizeBefore(end) / Math.Max(1, outer);
            Shape rest = shape;
            for (int axis = first; axis < end; axis++)
                rest = rest.With(axis, 1);
            bool last = rest.Size == input.Size;
            Storage next = last ? target : tape.Lend(rest.Size);
            tape.Backend.Sum(current, next, outer, outer == 0 ? 0 : count, inner, 1, last && accumulate);
            if (last)
                return;
            current = next;
            shape = rest;
        }
    }

    private static bool Repeated(Shape shape, Shape input, int axis, int missing) =>
        shape[axis] != 1 && (axis < missing || input[axis - missing] == 1);

    internal static int Axis(string operation, Shape shape, Index axis)
    {
        int offset = axis.GetOffset(shape.Rank);
        if ((uint)offset >= (uint)shape.Rank)
            throw new ShapeException($"{operation}: shape {shape} has no axis {axis}");
        return offset;
    }

    /// <summary>The shape with one axis summed away, or kept with length 1.</summary>
    internal static Shape Without(Shape shape, int axis, bool keep)
    {
        if (keep)
            return shape.With(axis, 1);
        Span<int> lengths = stackalloc int[Shape.MaxRank];
        int rank = 0;
        for (int i = 0; i < shape.Rank; i++)
        {
            if (i != axis)
                lengths[rank++] = shape[i];
        }

        return new Shape(lengths[..rank]);
    }
}
