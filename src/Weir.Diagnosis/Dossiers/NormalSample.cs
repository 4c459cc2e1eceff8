using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Diagnosis;

/// <summary>A function φ(√q·z) and its derivative at nodes of an integral over z, which is normal.</summary>
internal sealed class NormalSample
{
    // From −8 to 8: beyond that a normal has no weight left in float32. None lies at 0, where rectifiers have no derivative.
    private const int Nodes = 320;
    private const double Reach = 8;

    private static readonly double[] s_nodes = [.. Enumerable.Range(0, Nodes).Select(i => (2 * Reach * i / (Nodes - 1)) - Reach)];
    private static readonly double[] s_weights = [.. s_nodes.Select(node => Math.Exp(-node * node / 2))];
    private static readonly double s_total = s_weights.Sum();

    private NormalSample(double[] values, double[] derivatives) => (Values, Derivatives) = (values, derivatives);

    /// <summary>φ at each node.</summary>
    public double[] Values { get; }

    /// <summary>φ' at each node, by √q·z.</summary>
    public double[] Derivatives { get; }

    /// <summary>z at a node.</summary>
    public static double Node(int i) => s_nodes[i];

    /// <summary>Takes it of a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="q">The variance of the signal that it sees.</param>
    public static NormalSample Of(Activation function, double q)
    {
        double root = Math.Sqrt(q);
        float[] z = [.. s_nodes.Select(node => (float)Math.Clamp(root * node, -1e30, 1e30))];
        Tape tape = new(new ReferenceBackend());
        tape.Begin();
        Tensor input = Tensor.Leaf(new Shape(Nodes), z, needsGradient: true);
        Tensor output = function.Apply(tape.View(input));
        float[] values = output.ToArray();
        tape.Backward(output.Sum());
        return new NormalSample([.. values.Select(value => (double)value)], [.. input.Gradient()!.Select(value => (double)value)]);
    }

    /// <summary>The mean over z of the square of a number at each node.</summary>
    public static double MeanSquare(double[] numbers) => Mean(i => numbers[i] * numbers[i]);

    /// <summary>The mean over z of a number at each node.</summary>
    public static double Mean(Func<int, double> of)
    {
        double sum = 0;
        for (int i = 0; i < Nodes; i++)
            sum += s_weights[i] * of(i);
        return sum / s_total;
    }
}
