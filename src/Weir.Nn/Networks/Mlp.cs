namespace Weir.Nn;

/// <summary>A plain stack of dense layers of one width: the gradient has no way but through every weight and every derivative.</summary>
public static class Mlp
{
    /// <summary>Makes the network. Samples of several axes are flattened.</summary>
    /// <param name="inputs">Features of a sample.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="depth">Layers with weights, the last included: 1 or more. Default 3.</param>
    /// <param name="width">Units of each hidden layer. Default 100.</param>
    /// <param name="activation">Makes the function behind each hidden layer. Default ReLU.</param>
    /// <param name="weight">First weights. Default: what fits the function (<see cref="Linear"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number below 1.</exception>
    public static Sequential Build(int inputs, int outputs, int depth = 3, int width = 100, Func<Activation>? activation = null,
        Initializer? weight = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        activation ??= () => new Relu();
        List<Module> parts = [new Flatten()];
        for (int layer = 1; layer < depth; layer++)
            parts.Add(new Linear(layer == 1 ? inputs : width, width, activation(), weight));
        parts.Add(new Linear(depth == 1 ? inputs : width, outputs, weight: weight));
        return new Sequential([.. parts]);
    }
}
