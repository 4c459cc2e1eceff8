using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// What one layer is pre-trained by: its weight and bias, used in both directions, and a bias of its input. <see cref="Module.Apply"/>
/// takes an input (samples, features) up to the layer's units and down again.
/// </summary>
internal abstract class LayerModel : Module
{
    protected LayerModel(Linear layer, bool isUnit)
    {
        IsUnit = isUnit;
        Weight = new Parameter(layer.Weight.Shape, new Zeros());
        Weight.Set(layer.Weight.Value.ToArray());
        Bias = new Parameter(new Shape(layer.Weight.Shape[1]), new Zeros(), ParameterKind.Bias);
        Bias.Set(layer.Bias?.Value.ToArray() ?? new float[Bias.Shape.Size]);
        Visible = new Parameter(new Shape(layer.Weight.Shape[0]), new Zeros(), ParameterKind.Bias);
        Visible.Set(new float[Visible.Shape.Size]);
    }

    /// <summary>(inputs, units).</summary>
    public Parameter Weight { get; }

    /// <summary>(units).</summary>
    public Parameter Bias { get; }

    /// <summary>(inputs).</summary>
    public Parameter Visible { get; }

    /// <summary>Whether inputs lie in 0 … 1, and are told of as probabilities; else as numbers.</summary>
    protected bool IsUnit { get; }

    /// <summary>What is made small, on a tape that records; the mean over samples.</summary>
    /// <param name="tape">The tape; it is begun here.</param>
    /// <param name="inputs">Inputs of the layer, row by row.</param>
    /// <param name="random">Where draws come from.</param>
    public abstract Tensor Loss(Tape tape, float[] inputs, RandomStream random);

    /// <summary>Gives the layer what was learnt.</summary>
    public void CopyTo(Linear layer)
    {
        layer.Weight.Set(Weight.Value.ToArray());
        layer.Bias?.Set(Bias.Value.ToArray());
    }

    /// <summary>(samples, units) to the input's logits or numbers.</summary>
    protected Tensor Down(Tensor units) => units.MatrixMultiply(Weight.Value, transposeRight: true).Add(Visible.Value);

    protected Shape ShapeOf(float[] inputs) => new(inputs.Length / Visible.Shape.Size, Visible.Shape.Size);
}
