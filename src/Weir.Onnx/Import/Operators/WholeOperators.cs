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
        node.PutsWhole(node.Signal(0).LengthsInFile());
    }

    public static void Gather(NodeReading node)
    {
        if (node.Whole(0) is not { } numbers)
            throw node.Refuse("rows of a table (an embedding) are not read; networks of dense and convolutional layers are");
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
