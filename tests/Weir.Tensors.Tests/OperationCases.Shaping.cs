namespace Weir.Tensors.Tests;

/// <summary>What moves numbers and computes nothing.</summary>
internal static partial class OperationCases
{
    public static IEnumerable<OperationCase> Shaping(bool small)
    {
        (Shape Shape, int[] Order)[] orders = small
            ? [(new(3, 4), [1, 0]), (new(2, 3, 4), [2, 0, 1])]
            : [(new(3, 5), [1, 0]), (new(129, 17), [1, 0]), (new(211, 199), [1, 0]), (new(5), [0]), (new(0, 5), [1, 0]),
                (new(7, 33), [0, 1]),
               (new(3, 4, 5), [2, 0, 1]), (new(3, 4, 5), [0, 2, 1]), (new(2, 3, 4, 5), [3, 1, 0, 2]),
                   (new(2, 3, 1, 4, 1, 5), [5, 3, 1, 0, 2, 4])];
        foreach ((Shape shape, int[] order) in orders)
            yield return Copies($"transpose {string.Join(" ", order)}", x => x[0].Transpose(order), shape);

        Shape[] shapes = small ? [new(3, 4), new(2, 3, 4)] : [new(5), new(3, 5), new(7, 33), new(4, 5, 6), new(129, 17), new(5, 0)];
        foreach (Shape shape in shapes)
        {
            yield return Copies("reshape", x => x[0].Reshape(new Shape(x[0].Shape.Size, 1)), shape);
            yield return Copies("flatten", x => x[0].Flatten(), shape);
            yield return new OperationCase("scale", x => x[0].Scale(-1.7f), shape);
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                int at = axis, length = shape[axis];
                yield return Copies($"slice {at}", x => x[0].Slice(at, length / 3, (length + 1) / 2), shape);
                yield return Copies($"slice {at} to nothing", x => x[0].Slice(at, length, 0), shape);
                yield return Copies($"slice {at} of all", x => x[0].Slice(at, 0, length), shape);
                yield return Copies($"concatenate {at}", x => Weir.Tensors.Shaping.Concatenate(at, x), shape, shape.With(at, 2),
                    shape.With(at, 0), shape.With(at, 17));
            }
        }

        yield return Copies("slice of a slice, of both ends", x => x[0].Slice(^1, 1, 2).Slice(0, 1, 2), new Shape(3, 4));
    }

    public static IEnumerable<OperationCase> Indexing(bool small)
    {
        (Shape Table, int[] Rows)[] choices = small
            ? [(new(4, 3), [2, 0, 2, 2])]
            : [(new(4, 3), [2, 0, 2, 2]), (new(10, 33), [9, 9, 0, 1, 9, 5]), (new(5), [4, 4, 0]), (new(4, 3), []), (new(3, 2, 5), [1, 1]),
                (new(300, 129), [.. Enumerable.Range(0, 400).Select(i => i * 7 % 300)])];
        foreach ((Shape table, int[] rows) in choices)
            yield return Copies($"gather {rows.Length}", x => x[0].Gather(new Indices(rows)), table);
    }
}
