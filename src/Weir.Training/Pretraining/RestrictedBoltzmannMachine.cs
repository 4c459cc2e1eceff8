using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// A restricted Boltzmann machine of binary hidden units, and of binary visible ones or, for inputs outside 0 … 1, Gaussian ones of
/// deviation 1. It learns by contrastive divergence (Hinton, 2002): the free energy F(v) = −v·c − Σ log(1 + e^(vW + b)) falls at the data
/// and rises where a short Gibbs chain from the data ends.
/// </summary>
internal sealed class RestrictedBoltzmannMachine(Linear layer, bool isUnit, int chain) : LayerModel(layer, isUnit)
{
    private static readonly UnaryOperation s_sigmoid = Elementwise.Named("sigmoid");

    /// <inheritdoc/>
    public override Tensor Loss(Tape tape, float[] inputs, RandomStream random)
    {
        Shape shape = ShapeOf(inputs);
        float[] end = inputs;
        tape.Begin(recording: false);
        for (int step = 0; step < chain; step++)
        {
            float[] hidden = Up(tape.Input(shape, end)).ToArray();
            Draw(hidden, random);
            // The last visible units are their probabilities or means: less noise, the same expectation (Hinton, 2012).
            Tensor down = Mean(tape.Input(new Shape(shape[0], Bias.Shape[0]), hidden));
            end = down.ToArray();
            if (step < chain - 1)
                DrawVisible(end, random);
        }

        tape.Begin();
        return FreeEnergy(tape.Input(shape, inputs)).Subtract(FreeEnergy(tape.Input(shape, end))).Scale(1f / shape[0]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Mean(Up(x));

    private Tensor Up(Tensor visible) => visible.Affine(Weight.Value, Bias.Value, s_sigmoid);

    private Tensor Mean(Tensor hidden) => IsUnit ? Down(hidden).Sigmoid() : Down(hidden);

    /// <summary>Summed over samples. What the squares of Gaussian units add has no part in the gradient.</summary>
    private Tensor FreeEnergy(Tensor visible) =>
        visible.Affine(Weight.Value, Bias.Value).Softplus().Sum().Add(visible.Multiply(Visible.Value).Sum()).Scale(-1);

    private void DrawVisible(float[] means, RandomStream random)
    {
        if (IsUnit)
        {
            Draw(means, random);
            return;
        }

        for (int i = 0; i < means.Length; i++)
            means[i] += (float)random.NextNormal();
    }

    private static void Draw(float[] probabilities, RandomStream random)
    {
        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] = random.NextDouble() < probabilities[i] ? 1 : 0;
    }
}
