using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Group norm: each group as one channel of an instance norm, and then scale and shift.</summary>
internal sealed class GroupNormForm : OnnxForm<GroupNorm>
{
    protected override OnnxSignal Write(GroupNorm module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsFirst(x);
        int groups = module.Groups, channels = module.Scale.Shape[0];
        float[] ones = new float[groups], zeros = new float[groups];
        Array.Fill(ones, 1f);
        string rows = graph.Node("Reshape", [GroupsFirst(x, graph), graph.Whole(0, groups, -1)]);
        string normed = graph.Node("InstanceNormalization",
            [rows, graph.Constant("ones", [groups], ones), graph.Constant("zeros", [groups], zeros)], ("epsilon", module.Epsilon));
        long[] ends = x.Shape.Rank == 3 ? [0, channels, x.Shape[0], x.Shape[1]] : [0, channels, .. Leading(x.Shape)];
        string back = graph.Node("Reshape", [normed, graph.Whole(ends)]);
        int[] channel = [channels, .. Enumerable.Repeat(1, x.Shape.Rank - 1)];
        string scaled = graph.Node("Mul", [back, graph.Constant(module.Scale, channel, module.Scale.Value.ToArray())]);
        string shifted = graph.Node("Add", [scaled, graph.Constant(module.Shift, channel, module.Shift.Value.ToArray())]);
        return x.Named(x.Shape.Rank == 2 ? graph.Node("Transpose", [shifted], ("perm", new[] { 0, 2, 1 })) : shifted);
    }

    private static string GroupsFirst(OnnxSignal x, OnnxGraph graph) =>
        x.Shape.Rank == 2 ? graph.Node("Transpose", [x.Name], ("perm", new[] { 0, 2, 1 })) : x.Name;

    private static IEnumerable<long> Leading(Shape shape) => shape.ToArray()[..^1].Select(length => (long)length);
}
