namespace Weir.Onnx;

/// <summary>
/// Constants, and the sums by which programs work out shapes: whole numbers that are known before the network runs; and signals side by
/// side, which the same operator makes.
/// </summary>
internal static class WholeOperators
{
    public static void Constant(NodeReading node)
    {
        if (node.Tensor("value") is { } tensor)
            node.PutsConstant(tensor);
        else if (node.Integers("value_ints") is { Count: > 0 } numbers)
            node.PutsWhole([.. numbers]);
        else if (node.Has("value_int"))
            node.PutsWhole([node.Integer("value_int", 0)]);
        else if (node.Has("value_float"))
            node.PutsConstant(TensorValues.Of([], [(float)node.Number("value_float", 0)]));
        else
            throw node.Refuse("it has no value of a kind that is read");
    }

    public static void Shape(NodeReading node)
    {
        if (node.Integer("start", 0) != 0 || node.Integer("end", long.MaxValue) != long.MaxValue)
            throw node.Refuse("a part of a shape is asked for; only whole ones are read");
        node.PutsWhole(node.Whole(0) is { } numbers ? [numbers.Length] : node.AnySignal(0).LengthsInFile());
    }

    /// <summary>As many equal numbers as a shape says: whole ones that are known, or zeros, as a first state is.</summary>
    public static void ConstantOfShape(NodeReading node)
    {
        long[] lengths = node.Whole(0) ?? throw node.Refuse("its shape is not known before the network runs");
        if (node.Tensor("value") is { } value && TensorValues.IsWhole(value))
            node.PutsWhole([.. Enumerable.Repeat(TensorValues.Whole(value)[0], lengths is [>= 0 and <= NodeReading.MostWhole and var count]
                ? (int)count : throw node.Refuse($"rows of {NodeReading.MostWhole} whole numbers at most are read"))]);
        else if (node.Tensor("value") is not { } number || TensorValues.Floats(number).All(entry => entry == 0))
            node.Graph.AddZeros(node.Output);
        else
            throw node.Refuse("it makes numbers other than 0, which are not read");
    }

    /// <summary>Runs of whole numbers, or of rows of a table of them, forward or backward.</summary>
    public static void Slice(NodeReading node)
    {
        long[] numbers = node.Whole(0)!;
        int columns = Math.Max(1, node.Columns(0));
        (IReadOnlyList<long> starts, IReadOnlyList<long> ends, IReadOnlyList<long> axes) = SliceOperators.Runs(node);
        if (starts.Count != 1 || axes[0] != 0)
            throw node.Refuse("whole numbers are cut along other axes than the first, which is not read");
        long[][] rows = [.. numbers.Chunk(columns)];
        (long start, long step) = (starts[0], node.Whole(4) is [var given] ? given : 1);
        if (step == -1 && start == -1 && ends[0] < -rows.Length)
            rows = [.. rows.Reverse()];
        else if (step == 1)
        {
            (long from, long to) = SliceOperators.Within(start, ends[0], rows.Length);
            rows = rows[(int)from..(int)to];
        }
        else
            throw node.Refuse($"whole numbers are cut in steps of {step}; 1, and all of them backward, are read");
        node.PutsWhole([.. rows.SelectMany(row => row)], node.Columns(0));
    }

    /// <summary>Sums, differences, products and quotients of whole numbers, entry by entry or with one for all.</summary>
    public static void Calculate(NodeReading node, long[] left, long[] right)
    {
        if (left.Length != right.Length && left.Length != 1 && right.Length != 1)
            throw node.Refuse($"{left.Length} whole numbers meet {right.Length}; as many, or one for all, are read");
        long[] all = new long[Math.Max(left.Length, right.Length)];
        for (int i = 0; i < all.Length; i++)
        {
            (long a, long b) = (left[left.Length == 1 ? 0 : i], right[right.Length == 1 ? 0 : i]);
            all[i] = node.Operation switch
            {
                "Add" => checked(a + b),
                "Sub" => checked(a - b),
                "Mul" => checked(a * b),
                _ => b == 0 ? throw node.Refuse("a whole number is divided by 0") : a / b,
            };
        }

        node.PutsWhole(all, node.Columns(0));
    }

    public static void Gather(NodeReading node)
    {
        if (node.Whole(0) is not { } numbers)
        {
            if (node.IsConstant(0))
                throw node.Refuse("rows of a table (an embedding) are not read; networks of dense, convolutional and recurrent layers are");
            SliceOperators.Gather(node);
            return;
        }

        long[] places = node.Whole(1) ?? throw node.Refuse("its places are not known before the network runs");
        node.PutsWhole([.. places.Select(place =>
        {
            long at = place < 0 ? place + numbers.Length : place;
            return at >= 0 && at < numbers.Length ? numbers[at] : throw node.Refuse($"there is no entry {place} of {numbers.Length}");
        })]);
    }

    public static void Unsqueeze(NodeReading node) => node.PutsWhole(node.Whole(0)
        ?? throw node.Refuse("an axis is added to a signal; only whole numbers of shapes are read so"));

    public static void Concatenate(NodeReading node)
    {
        if (Enumerable.Range(0, node.Inputs).All(input => node.Whole(input) is null))
        {
            SideBySide(node);
            return;
        }

        List<long> numbers = [];
        for (int i = 0; i < node.Inputs; i++)
            numbers.AddRange(node.Whole(i) ?? throw node.Refuse("a signal and fixed numbers are put side by side; "
                + "signals are read, and numbers of shapes"));

        node.PutsWhole([.. numbers]);
    }

    /// <summary>Signals beside one another along the channels, or the features: the second beside the first, and so on.</summary>
    private static void SideBySide(NodeReading node)
    {
        ImportedSignal all = node.Signal(0);
        if (node.Inputs == 1)
        {
            node.Passes(all);
            return;
        }

        for (int i = 1; i < node.Inputs; i++)
            all = Beside(node, all, node.Signal(i));
        node.Graph.Add(node.Output, all);
    }

    private static ImportedSignal Beside(NodeReading node, ImportedSignal left, ImportedSignal right)
    {
        int rank = left.LengthsInFile().Length, channels = left.Order == SignalOrder.ChannelsFirst ? 1 : rank - 1;
        long axis = node.Integer("axis", 1);
        if (left.Order != right.Order || left.Order is SignalOrder.RowOfChannels or SignalOrder.Pixel || (axis < 0 ? axis + rank : axis)
            != channels || left.Shape.Rank != right.Shape.Rank || left.Shape.With(^1, 0) != right.Shape.With(^1, 0))
            throw node.Refuse($"signals of shape {left.Shape} and {right.Shape} are put side by side along axis {axis}; such are read that "
                + "have the same pixels or places, along their channels or features");
        return new ImportedSignal(node.Graph.AddConcat(node.Name, left.Step, right.Step),
            left.Shape.With(^1, checked(left.Shape[^1] + right.Shape[^1])), left.Order);
    }
}
