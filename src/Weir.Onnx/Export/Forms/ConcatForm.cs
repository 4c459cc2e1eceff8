using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>What came in, and behind it what the branch made of it.</summary>
internal sealed class ConcatForm : OnnxForm<Concat>
{
    protected override OnnxSignal Write(Concat module, OnnxSignal x, OnnxGraph graph)
    {
        OnnxSignal branch = graph.Apply(module.Branch, x);
        bool channelsFirst = branch.Layout == OnnxLayout.ChannelsFirst;
        x = channelsFirst ? graph.ChannelsFirst(x) : graph.ChannelsLast(x);
        int last = x.Shape.Rank - 1;
        Shape shape = x.Shape.With(last, x.Shape[last] + branch.Shape[last]);
        string[] both = module.BranchFirst ? [branch.Name, x.Name] : [x.Name, branch.Name];
        return branch with { Name = graph.Node("Concat", both, ("axis", channelsFirst ? 1 : -1)), Shape = shape };
    }
}
