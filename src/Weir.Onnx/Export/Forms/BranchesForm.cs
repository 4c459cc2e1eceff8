using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>What the branches make, side by side.</summary>
internal sealed class BranchesForm : OnnxForm<Branches>
{
    protected override OnnxSignal Write(Branches module, OnnxSignal x, OnnxGraph graph)
    {
        OnnxSignal[] made = [.. module.Parts.Select(part => graph.ChannelsLast(graph.Apply(part, x)))];
        Shape shape = made[0].Shape.With(^1, made.Sum(each => each.Shape[^1]));
        return made[0] with { Name = graph.Node("Concat", made.Select(each => each.Name), ("axis", -1)), Shape = shape };
    }
}
