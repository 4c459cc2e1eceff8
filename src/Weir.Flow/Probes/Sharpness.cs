using Weir.Nn;
using Weir.Tensors;

namespace Weir.Flow;

/// <summary>Options of <see cref="Sharpness"/>.</summary>
public sealed record SharpnessOptions
{
    /// <summary>The most rounds of power iteration, each of two gradients. Default 50.</summary>
    public int Rounds { get; init; } = 50;

    /// <summary>It ends when a round changes the value by less than this share. Default 0.001.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>How far the parameters are moved along the direction, relative to their norm. Default 0.001.</summary>
    public double Distance { get; init; } = 1e-3;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        if (!(Tolerance > 0) || !(Distance > 0))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), "tolerance and distance are above 0");
    }
}

/// <summary>
/// The sharpness: the eigenvalue of the loss's Hessian that is largest in size, by power iteration. Products of the Hessian
/// with a direction are differences of two gradients, (g(w + εv) − g(w − εv))/2ε, so no second derivative is ever taken.
/// Gradient descent is stable while it stays below 2/rate (Cohen et al., 2021). It costs two gradients a round: on demand only.
/// </summary>
public static class Sharpness
{
    /// <summary>Works the sharpness out at the present parameters, which are left as they were, bit for bit.</summary>
    /// <param name="model">The network.</param>
    /// <param name="loss">Runs the network on a fixed batch, from <see cref="Tape.Begin"/> to the loss, without dropout and the
    /// like.</param>
    /// <param name="tape">The tape that the loss is on.</param>
    /// <param name="random">Where the first direction comes from.</param>
    /// <param name="options">Rounds and accuracy; default <see cref="SharpnessOptions"/>.</param>
    /// <returns>The eigenvalue, below 0 where the loss curves down more than up; 0 where it does not curve.</returns>
    public static double Of(Module model, Func<Tensor> loss, Tape tape, RandomStream random, SharpnessOptions? options = null)
    {
        options ??= new SharpnessOptions();
        options.Check();
        IReadOnlyList<Parameter> parameters = model.Parameters;
        float[][] home = [.. parameters.Select(parameter => parameter.Value.ToArray())];
        double norm = Math.Sqrt(home.Sum(values => values.Sum(value => (double)value * value)));
        double step = options.Distance * Math.Max(norm, 1);
        double[][] direction = [.. home.Select(values => values.Select(_ => random.NextNormal()).ToArray())];
        Normalize(direction);
        double value = 0;
        try
        {
            for (int round = 0; round < options.Rounds; round++)
            {
                double[][] ahead = Gradient(parameters, home, direction, step, loss, tape);
                double[][] product = Gradient(parameters, home, direction, -step, loss, tape);
                for (int i = 0; i < product.Length; i++)
                {
                    for (int j = 0; j < product[i].Length; j++)
                        product[i][j] = (ahead[i][j] - product[i][j]) / (2 * step);
                }

                // The Rayleigh quotient vᵀHv of the unit direction v.
                double next = direction.Zip(product, (v, h) => v.Zip(h, (a, b) => a * b).Sum()).Sum();
                bool settled = Math.Abs(next - value) <= options.Tolerance * Math.Abs(next);
                value = next;
                direction = product;
                if (settled || Normalize(direction) == 0)
                    break;
            }
        }
        finally
        {
            for (int i = 0; i < home.Length; i++)
                parameters[i].Set(home[i]);
        }

        return value;
    }

    private static double[][] Gradient(
        IReadOnlyList<Parameter> parameters, float[][] home, double[][] direction, double step, Func<Tensor> loss, Tape tape)
    {
        for (int i = 0; i < home.Length; i++)
        {
            double[] along = direction[i];
            parameters[i].Set([.. home[i].Select((value, j) => (float)(value + (step * along[j])))]);
            parameters[i].Value.ClearGradient();
        }

        tape.Backward(loss());
        double[][] gradient = [.. parameters
            .Select(parameter => Array.ConvertAll(parameter.Value.Gradient() ?? new float[parameter.Shape.Size], value => (double)value))];
        foreach (Parameter parameter in parameters)
            parameter.Value.ClearGradient();
        return gradient;
    }

    private static double Normalize(double[][] vector)
    {
        double norm = Math.Sqrt(vector.Sum(part => part.Sum(entry => entry * entry)));
        if (norm == 0 || !double.IsFinite(norm))
            return 0;
        foreach (double[] part in vector)
        {
            for (int i = 0; i < part.Length; i++)
                part[i] /= norm;
        }

        return norm;
    }
}
