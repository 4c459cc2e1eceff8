using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// The layer and, with the same weight transposed, its way back: f(xW + b)Wᵀ + c is to be x again. Inputs in 0 … 1 are told of by a
/// sigmoid and cross-entropy, others by numbers and half the squared error; both are summed over the features. With noise some inputs are
/// zero and are to be restored.
/// </summary>
internal sealed class Autoencoder(Linear layer, bool isUnit, double noise) : LayerModel(layer, isUnit)
{
    [NotAPart]
    private readonly Activation _activation = layer.Activation!;

    /// <inheritdoc/>
    public override Tensor Loss(Tape tape, float[] inputs, RandomStream random)
    {
        Shape shape = ShapeOf(inputs);
        float[] seen = inputs;
        if (noise > 0)
        {
            seen = [.. inputs];
            for (int i = 0; i < seen.Length; i++)
                seen[i] = random.NextDouble() < noise ? 0 : seen[i];
        }

        tape.Begin();
        Tensor target = tape.Input(shape, inputs), told = Down(Up(tape.Input(shape, seen)));
        return IsUnit
            ? told.SigmoidCrossEntropyError(target).Sum().Scale(1f / shape[0])
            : told.SquaredError(target).Sum().Scale(0.5f / shape[0]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor told = Down(Up(x));
        return IsUnit ? told.Sigmoid() : told;
    }

    private Tensor Up(Tensor x) => _activation.Apply(x.Affine(Weight.Value, Bias.Value));
}
