using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A run of entries along an axis of each sample, or one of them, whose axis goes.</summary>
/// <param name="axis">The axis of a sample, from 0.</param>
/// <param name="start">The first entry.</param>
/// <param name="length">How many entries.</param>
/// <param name="drops">Whether the axis goes; of one entry alone.</param>
internal sealed class Slice(int axis, int start, int length, bool drops = false) : Module
{
    public (int Axis, int Start, int Length, bool Drops) Run => (axis, start, length, drops);

    public override string Kind => "slice";

    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    /// <summary>The shape of a sample that goes out.</summary>
    public Shape Output(Shape sample) => drops ? new Shape([.. sample.ToArray().Where((_, at) => at != axis)]) : sample.With(axis, length);

    protected override Tensor Forward(Tensor x)
    {
        Tensor kept = x.Slice(axis + 1, start, length);
        return drops ? kept.Reshape(Output(x.Shape.From(1)).Prepend(x.Shape[0])) : kept;
    }
}
