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
        float[] scale = Row(node, 1, x), shift = Row(node, 2, x), mean = Row(node, 3, x), variance = Row(node, 4, x);
        double epsilon = node.Number("epsilon", 1e-5), momentum = 1 - node.Number("momentum", 0.9);
        node.PutsAlike(x, _ =>
        {
            // A file says what share of the old statistics is kept; 1 would be none of the new.
            BatchNorm layer = new(channels, momentum is > 0 and <= 1 ? momentum : 0.1, epsilon);
            ImportedValues.Give(layer.Scale, scale);
            ImportedValues.Give(layer.Shift, shift);
            layer.RunningMean.Value.CopyFrom(mean);
            layer.RunningVariance.Value.CopyFrom(variance);
            return layer;
        });
    }

    public static void Layer(NodeReading node)
    {
        ImportedSignal x = node.Signal(0);
        int rank = x.Shape.Rank + 1;
        long axis = node.Integer("axis", -1);
        if ((axis < 0 ? axis + rank : axis) != rank - 1 || x.Order is SignalOrder.ChannelsFirst or SignalOrder.Pixel)
            throw node.Refuse($"axis {axis} of a signal of {rank} axes is not its last axis with all features");
        int features = x.Shape[^1];
        float[] scale = Row(node, 1, x), shift = node.Has(2) ? Row(node, 2, x) : new float[features];
        double epsilon = node.Number("epsilon", 1e-5);
        node.PutsAlike(x, _ =>
        {
            LayerNorm layer = new(features, epsilon);
            ImportedValues.Give(layer.Scale, scale);
            ImportedValues.Give(layer.Shift, shift);
            return layer;
        });
    }

    private static float[] Row(NodeReading node, int input, ImportedSignal x)
    {
        float[] values = node.Floats(input);
        return values.Length == x.Shape[^1] ? x.RowsInOrder(values, 1)
            : throw node.Refuse($"'{node.InputName(input)}' has {values.Length} numbers for {x.Shape[^1]} channels");
    }
}
