using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>What changes how a signal is seen: flattening, transposing, passing it on.</summary>
internal static class ShapeOperators
{
    public static void Identity(NodeReading node)
    {
        if (node.IsConstant(0))
            node.PutsConstant(node.Constant(0));
        else if (node.Whole(0) is { } numbers)
            node.PutsWhole(numbers);
        else
            node.Passes(node.AnySignal(0));
    }

    /// <summary>Whole numbers stay such; a signal passes where it stays float32.</summary>
    public static void Cast(NodeReading node)
    {
        const int Float = 1;
        if (node.Whole(0) is { } numbers)
            node.PutsWhole(numbers);
        else
            node.Passes(node.Integer("to", 0) == Float ? node.Signal(0) : throw node.Refuse("only float32 signals are read"));
    }

    public static void Flatten(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        long axis = node.Integer("axis", 1), rank = x.LengthsInFile().Length;
        if ((axis < 0 ? axis + rank : axis) != 1)
            throw node.Refuse($"axis {axis}: only all axes but that of the samples are joined");
        Flattened(node, x);
    }

    public static void Reshape(NodeReading node)
    {
        if (node.Whole(0) is { } numbers)
        {
            node.PutsWhole(numbers, node.Whole(1) switch
            {
                [-1] => 0,
                [-1, > 0 and <= 1000 and var columns] when numbers.Length % columns == 0 => (int)columns,
                _ => throw node.Refuse("whole numbers are seen as another table than rows of as many, which is not read"),
            });
            return;
        }

        ImportedSignal x = node.Signal(0);
        long[] wanted = node.Whole(1) ?? [.. node.Integers("shape") ?? throw node.Refuse("its shape is not known before the network runs")];
        long[] before = x.LengthsInFile();
        long[] lengths = [.. wanted.Select((length, axis) => length == 0 && axis < before.Length ? before[axis] : length)];
        // The samples' axis is whatever comes first; of the others one may be left to be worked out.
        long known = lengths.Skip(1).Where(length => length > 0).Aggregate(1L, (product, length) => checked(product * length));
        long[] sample = [.. lengths.Skip(1).Select(length => length == -1 && known > 0 ? x.Shape.Size / known : length)];
        if (sample.SequenceEqual(before.Skip(1)))
            node.Passes(x);
        else if (sample is [var only] && only == x.Shape.Size)
            Flattened(node, x);
        else if (sample is [var channels, 1, 1] && x.Shape.Rank == 1 && channels == x.Shape.Size && x.Order == SignalOrder.Same)
            node.Passes(x with { Order = SignalOrder.Pixel });
        else
            throw node.Refuse($"a signal of shape ({Words(before)}) is to be seen as ({Words(lengths)}); only rows of all its numbers are "
                + "read");
    }

    public static void Squeeze(NodeReading node)
    {
        if (node.Whole(0) is { } numbers)
        {
            node.PutsWhole(numbers);
            return;
        }

        ImportedSignal x = node.Signal(0, SignalOrder.StatesOfPlaces, SignalOrder.LastState);
        int rank = x.LengthsInFile().Length;
        long[] axes = [.. (node.Integers("axes") ?? node.Whole(1) ?? [2, 3]).Select(axis => axis < 0 ? axis + rank : axis).Order()];
        node.Passes((x.Order, axes) switch
        {
            (SignalOrder.Pixel, [2, 3]) or (SignalOrder.LastState, [0]) => x with { Order = SignalOrder.Same },
            (SignalOrder.StatesOfPlaces, [1]) => x with { Order = SignalOrder.PlacesFirst },
            _ => throw node.Refuse($"axes ({string.Join(", ", axes)}) of a signal of shape ({Words(x.LengthsInFile())}) are not read; the "
                + "pixel of a pooled image is, and the direction of a recurrent layer"),
        });
    }

    public static void Transpose(NodeReading node)
    {
        long[] order = [.. node.Integers("perm") ?? []];
        if (node.IsConstant(0))
        {
            TransposeConstant(node, order);
            return;
        }

        if (node.Whole(0) is { } numbers)
        {
            TransposeWhole(node, numbers, order);
            return;
        }

        ImportedSignal x = node.Signal(0, SignalOrder.PlacesFirst);
        node.Passes(order switch
        {
            [1, 0, 2] when x.Shape.Rank == 2 && x.Order == SignalOrder.Same => x with { Order = SignalOrder.PlacesFirst },
            [1, 0, 2] when x.Order == SignalOrder.PlacesFirst => x with { Order = SignalOrder.Same },
            [0, 3, 1, 2] when x.Shape.Rank == 3 && x.Order == SignalOrder.Same => x with { Order = SignalOrder.ChannelsFirst },
            [0, 2, 3, 1] when x.Order == SignalOrder.ChannelsFirst => x with { Order = SignalOrder.Same },
            _ when order.Length > 0 && order.SequenceEqual(Enumerable.Range(0, order.Length).Select(axis => (long)axis)) => x,
            _ => throw node.Refuse($"the order ({string.Join(", ", order)}) of a signal of shape ({Words(x.LengthsInFile())}) is not read; "
                + "channels of images may be brought first or last, and places of sequences"),
        });
    }

    /// <summary>A table of whole numbers, its columns as rows.</summary>
    private static void TransposeWhole(NodeReading node, long[] numbers, long[] order)
    {
        int columns = node.Columns(0);
        if (columns < 1 || order is not ([] or [1, 0]))
            throw node.Refuse("whole numbers that are no table are transposed, which is not read");
        int rows = numbers.Length / columns;
        node.PutsWhole([.. Enumerable.Range(0, numbers.Length).Select(i => numbers[(i % rows * columns) + (i / rows)])], rows);
    }

    /// <summary>A matrix of weights, which some programs keep the other way round.</summary>
    private static void TransposeConstant(NodeReading node, long[] order)
    {
        int[] lengths = TensorValues.Lengths(node.Constant(0));
        if (lengths.Length != 2 || order is not ([] or [1, 0]))
            throw node.Refuse($"numbers of {lengths.Length} axes are to be transposed; matrices are read");
        node.PutsConstant(TensorValues.Of([lengths[1], lengths[0]], AxisOrder.Exchanged(node.Floats(0), lengths[0], lengths[1])));
    }

    private static void Flattened(NodeReading node, ImportedSignal x)
    {
        if (x.Shape.Rank == 1)
        {
            node.Passes(x.Order == SignalOrder.Pixel ? x with { Order = SignalOrder.Same } : x);
            return;
        }

        // With one channel or one pixel both orders are the same.
        bool isTransposed = x.Order == SignalOrder.ChannelsFirst && x.Shape[2] > 1 && x.Shape[0] * x.Shape[1] > 1;
        node.Puts(new ImportStep(node.Name, [x.Step], _ => new Flatten()), new Shape(x.Shape.Size),
            isTransposed ? SignalOrder.RowOfChannels : SignalOrder.Same, isTransposed ? x.Shape : null);
    }

    private static string Words(IEnumerable<long> lengths) => string.Join(", ", lengths.Select(length => length == -1 ? "?" : $"{length}"));
}
