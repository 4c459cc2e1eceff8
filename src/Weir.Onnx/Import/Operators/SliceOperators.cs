namespace Weir.Onnx;

/// <summary>Parts of a signal along an axis, and zeros around an image.</summary>
internal static class SliceOperators
{
    /// <summary>Runs of entries, of whole numbers, of zeros or of a signal.</summary>
    public static void Slice(NodeReading node)
    {
        if (node.Whole(0) is not null)
            WholeOperators.Slice(node);
        else if (node.IsZero(0))
            node.Graph.AddZeros(node.Output);
        else
            OfSignal(node);
    }

    /// <summary>One entry along an axis of a signal, whose axis goes where the place is no list.</summary>
    public static void Gather(NodeReading node)
    {
        ImportedSignal x = node.Signal(0, SignalOrder.PlacesFirst, SignalOrder.LastState);
        if (node.Whole(1) is not [var place] || !node.IsConstant(1))
            throw node.Refuse("it gathers several entries of a signal, or such as are not known before the network runs; one is read");
        if (x.Order == SignalOrder.LastState && node.Integer("axis", 0) == 0 && place is (0 or -1) && node.Constant(1).Dims.Count == 0)
        {
            node.Passes(x with { Order = SignalOrder.Same });
            return;
        }

        int axis = AxisOf(node, x, node.Integer("axis", 0));
        long at = place < 0 ? place + x.Shape[axis] : place;
        Take(node, x, axis, at, 1, drops: node.Constant(1).Dims.Count == 0);
    }

    public static void Pad(NodeReading node)
    {
        ImportedSignal x = ProductOperators.Image(node);
        if (node.Text("mode", "constant") != "constant" || (node.Has(2) && !node.IsZero(2)) || node.Number("value", 0) != 0)
            throw node.Refuse("it pads with other numbers than 0, which is not read");
        if (node.Has(3))
            throw node.Refuse("it names its axes, which is not read");
        IReadOnlyList<long> pads = node.Integers("pads") ?? node.Whole(1)
            ?? throw node.Refuse("its 'pads' are not known before the network runs");
        if (pads is not [0, 0, >= 0, >= 0, 0, 0, >= 0, >= 0])
            throw node.Refuse($"its 'pads' are ({string.Join(", ", pads)}); rows and columns around an image are read");
        node.Puts(x, checked((int)pads[2]), checked((int)pads[3]), checked((int)pads[6]), checked((int)pads[7]));
    }

    private static void OfSignal(NodeReading node)
    {
        ImportedSignal x = node.Signal(0, SignalOrder.PlacesFirst);
        (IReadOnlyList<long> starts, IReadOnlyList<long> ends, IReadOnlyList<long> axes) = Runs(node);
        if (starts.Count != 1)
            throw node.Refuse($"it takes runs along {starts.Count} axes; one is read");
        int axis = AxisOf(node, x, axes[0]);
        (long start, long end) = Within(starts[0], ends[0], x.Shape[axis]);
        Take(node, x, axis, start, end - start, drops: false);
    }

    /// <summary>Starts, ends and axes, of inputs or, in early files, attributes.</summary>
    public static (IReadOnlyList<long> Starts, IReadOnlyList<long> Ends, IReadOnlyList<long> Axes) Runs(NodeReading node)
    {
        IReadOnlyList<long>? starts = node.Integers("starts") ?? node.Whole(1), ends = node.Integers("ends") ?? node.Whole(2);
        if (starts is null || ends is null || starts.Count == 0 || starts.Count != ends.Count)
            throw node.Refuse("where it starts and ends is not known before the network runs");
        IReadOnlyList<long> axes = node.Integers("axes") ?? node.Whole(3)
            ?? [.. Enumerable.Range(0, starts.Count).Select(axis => (long)axis)];
        if (axes.Count != starts.Count)
            throw node.Refuse($"it has {axes.Count} axes for {starts.Count} starts");
        return node.Whole(4) is { } steps && steps.Any(step => step != 1) && node.Whole(0) is null
            ? throw node.Refuse("it leaves entries out ('steps'), which is not read of signals") : (starts, ends, axes);
    }

    /// <summary>A run within an axis, whose ends may be counted from behind and lie beyond it.</summary>
    public static (long Start, long End) Within(long start, long end, long length)
    {
        long from = Math.Clamp(start < 0 ? start + length : start, 0, length);
        return (from, Math.Clamp(end < 0 ? end + length : end, from, length));
    }

    private static void Take(NodeReading node, ImportedSignal x, int axis, long start, long length, bool drops)
    {
        int all = x.Shape[axis];
        if (start < 0 || length < 1 || start + length > all)
            throw node.Refuse($"there is no such entry: the axis has {all}");
        if (length == all && !drops)
        {
            node.Passes(x);
            return;
        }

        ImportStep before = node.Graph.Steps[x.Step];
        bool isLast = drops && axis == 0 && start == all - 1 && x.IsSole && before is { CanBeLastOnly: true, IsLastOnly: false };
        Slice part = new(axis, (int)start, (int)length, drops);
        // A sequence without its places has its samples first again.
        SignalOrder order = drops && x.Order == SignalOrder.PlacesFirst ? SignalOrder.Same : x.Order;
        if (drops && x.Order == SignalOrder.ChannelsFirst)
            throw node.Refuse("it takes one row, column or channel of an image; a run of them is read");
        if (!isLast)
        {
            node.Puts(new ImportStep(node.Name, [x.Step], _ => part), part.Output(x.Shape), order);
            return;
        }

        before.IsLastOnly = true;
        node.Graph.Add(node.Output, new ImportedSignal(x.Step, part.Output(x.Shape)), wasSole: true);
    }

    /// <summary>The axis of a sample in Weir.</summary>
    private static int AxisOf(NodeReading node, ImportedSignal x, long axis)
    {
        int rank = x.LengthsInFile().Length;
        long at = axis < 0 ? axis + rank : axis;
        return (x.Order, at) switch
        {
            (SignalOrder.PlacesFirst, 0) => 0,
            (SignalOrder.PlacesFirst, 2) => 1,
            (SignalOrder.ChannelsFirst, 1) => 2,
            (SignalOrder.ChannelsFirst, 2) => 0,
            (SignalOrder.ChannelsFirst, 3) => 1,
            (SignalOrder.Same, > 0) when at < rank => (int)at - 1,
            _ => throw node.Refuse($"axis {axis} of a signal of shape {x.Shape} is cut, which is not read; channels, rows, columns, places "
                + "and features of samples are"),
        };
    }
}
