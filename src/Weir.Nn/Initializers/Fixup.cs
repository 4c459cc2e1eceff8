namespace Weir.Nn;

/// <summary>
/// Initialisation of residual networks without normalisation (Zhang, Dauphin and Ma, 2019): in each branch the last layer begins at zero
/// and the others are made smaller by L^(−1/(2m − 2)), with L branches of m layers; the network's last layer begins at zero. One step then
/// moves the output by as much as the learning rate says, whatever the depth.
/// </summary>
public static class Fixup
{
    /// <summary>Initializes a network that holds <see cref="Residual"/> blocks.</summary>
    /// <param name="model">The network; its parameters get their own first values and then those of the rule.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">There is no residual block in it.</exception>
    public static void Initialize(Module model, long seed)
    {
        model.Initialize(seed);
        Residual[] blocks = [.. model.Tree().OfType<Residual>()];
        if (blocks.Length == 0)
            throw new ArgumentException("fixup: the network has no residual block", nameof(model));
        foreach (Residual block in blocks)
        {
            Parameter[] weights = Weights(block.Branch);
            for (int i = 0; i < weights.Length; i++)
                Scale(weights[i], i == weights.Length - 1 ? 0 : Math.Pow(blocks.Length, -1.0 / ((2 * weights.Length) - 2)));
        }

        Parameter[] all = Weights(model);
        if (!Weights(blocks[^1]).Contains(all[^1]))
            Scale(all[^1], 0);
    }

    private static Parameter[] Weights(Module module) =>
        [.. module.Parameters.Where(parameter => parameter.Kind == ParameterKind.Weight && parameter.Shape.Rank > 1)];

    private static void Scale(Parameter parameter, double factor)
    {
        float[] values = parameter.Value.ToArray();
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(values[i] * factor);
        parameter.Set(values);
    }
}
