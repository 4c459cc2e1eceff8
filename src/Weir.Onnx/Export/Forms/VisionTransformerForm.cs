using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Patches as a sequence, blocks, norm, the mean of all places, and the last layer.</summary>
internal sealed class VisionTransformerForm : OnnxForm<VisionTransformer>
{
    protected override OnnxSignal Write(VisionTransformer module, OnnxSignal x, OnnxGraph graph)
    {
        OnnxSignal patches = graph.ChannelsLast(graph.Apply(module.Patches, x));
        (int places, int width) = (patches.Shape[0] * patches.Shape[1], patches.Shape[2]);
        OnnxSignal y = new(graph.Node("Reshape", [patches.Name, graph.Whole(0, places, width)]), new Shape(places, width));
        y = graph.Apply(module.Positions, y);
        y = module.Blocks.Aggregate(y, (signal, block) => graph.Apply(block, signal));
        y = graph.Apply(module.Norm, y);
        string mean = graph.Node("ReduceMean", [y.Name, graph.Whole(1)], ("keepdims", 0));
        return graph.Apply(module.Head, new OnnxSignal(mean, new Shape(width)));
    }
}
