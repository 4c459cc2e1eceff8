namespace Weir.Onnx;

/// <summary>Constants, and the sums by which programs work out shapes: whole numbers that are known before the network runs.</summary>
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
        List<long> numbers = [];
        for (int i = 0; i < node.Inputs; i++)
            numbers.AddRange(node.Whole(i) ?? throw node.Refuse("signals are put side by side; only branches that are added are read"));

        node.PutsWhole([.. numbers]);
    }
}
