using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Norms.</summary>
internal static class NormOperators
{
    public static void Batch(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        if (x.Shape.Rank == 3 && x.Order != SignalOrder.ChannelsFirst)
            throw node.Refuse("an image with its channels last comes in; channels first are expected");
        if (x.Shape.Rank is not (1 or 3))
            throw node.Refuse($"a signal of shape {x.Shape} comes in; rows of features or images are expected");
        int channels = x.Shape[^1];
        ImportedNumbers scale = Row(node, 1, x), shift = Row(node, 2, x), mean = Row(node, 3, x), variance = Row(node, 4, x);
        double epsilon = node.Number("epsilon", 1e-5), momentum = 1 - node.Number("momentum", 0.9);
        node.PutsAlike(x, _ =>
        {
            // A file says what share of the old statistics is kept; 1 would be none of the new.
            BatchNorm layer = new(channels, momentum is > 0 and <= 1 ? momentum : 0.1, epsilon);
            node.Values.Give(layer, layer.Scale, scale);
            node.Values.Give(layer, layer.Shift, shift);
            node.Values.Give(layer, layer.RunningMean, mean);
            node.Values.Give(layer, layer.RunningVariance, variance);
            return layer;
        });
    }

    public static void Instance(NodeReading node) => Groups(node, node.Signal(0).Shape[^1]);

    public static void Group(NodeReading node)
    {
        if (node.Graph.Opset < 21)
            throw node.Refuse($"its scale is that of a group before operators of version 21, and the file has {node.Graph.Opset}; one for "
                + "each channel is read");
        Groups(node, checked((int)node.Integer("num_groups", 0)));
    }

    /// <summary>The channels of an image in groups, each of which is normalised by itself.</summary>
    private static void Groups(NodeReading node, int groups)
    {
        ImportedSignal x = node.Signal(0);
        if (x.Order != SignalOrder.ChannelsFirst)
            throw node.Refuse($"a signal of shape {x.Shape} comes in; images with their channels first are expected");
        int channels = x.Shape[^1];
        if (groups < 1 || channels % groups != 0)
            throw node.Refuse($"{channels} channels cannot be put into {groups} groups");
        ImportedNumbers scale = Row(node, 1, x), shift = Row(node, 2, x);
        double epsilon = node.Number("epsilon", 1e-5);
        node.PutsAlike(x, _ =>
        {
            GroupNorm layer = new(groups, channels, epsilon);
            node.Values.Give(layer, layer.Scale, scale);
            node.Values.Give(layer, layer.Shift, shift);
            return layer;
        });
    }

    public static void RootMeanSquare(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        CheckLast(node, x);
        ImportedNumbers scale = Row(node, 1, x);
        double epsilon = node.Number("epsilon", 1e-5);
        node.PutsAlike(x, _ =>
        {
            RmsNorm layer = new(scale.Length, epsilon);
            node.Values.Give(layer, layer.Scale, scale);
            return layer;
        });
    }

    public static void Layer(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        CheckLast(node, x);
        int features = x.Shape[^1];
        ImportedNumbers scale = Row(node, 1, x), shift = node.Has(2) ? Row(node, 2, x) : scale.With(new float[features]);
        double epsilon = node.Number("epsilon", 1e-5);
        node.PutsAlike(x, _ =>
        {
            LayerNorm layer = new(features, epsilon);
            node.Values.Give(layer, layer.Scale, scale);
            node.Values.Give(layer, layer.Shift, shift);
            return layer;
        });
    }

    private static void CheckLast(NodeReading node, ImportedSignal x)
    {
        int rank = x.Shape.Rank + 1;
        long axis = node.Integer("axis", -1);
        if ((axis < 0 ? axis + rank : axis) != rank - 1 || x.Order is SignalOrder.ChannelsFirst or SignalOrder.Pixel)
            throw node.Refuse($"axis {axis} of a signal of {rank} axes is not its last axis with all features");
    }

    private static ImportedNumbers Row(NodeReading node, int input, ImportedSignal x)
    {
        ImportedNumbers values = node.Numbers(input);
        return values.Length == x.Shape[^1] ? values.With(x.RowsInOrder(values.Values, 1))
            : throw node.Refuse($"'{node.InputName(input)}' has {values.Length} numbers for {x.Shape[^1]} channels");
    }
}
