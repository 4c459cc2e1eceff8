using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Normal with variance gain²/in, where the gain is that of the activation that the weight's output meets next, whether it is part of the
/// layer or comes later behind norms, dropout, pooling or flattening: 1/√E[f(z)²], so that a normal signal of unit size keeps its size (He
/// et al., 2015, for any function). 1 where none follows.
/// <see cref="Module.Initialize"/> finds the activation by walking the network in order.
/// </summary>
/// <param name="Gain">A factor besides that of the activation. Default 1.</param>
public sealed record Auto(double Gain = 1) : Initializer
{
    /// <summary>
    /// Gives the weight of every dense layer and convolution of a network (<see cref="IWeightedLayer"/>) this initializer.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="gain">A factor besides that of the activation. Default 1.</param>
    public static void Everywhere(Module model, double gain = 1)
    {
        foreach (IWeightedLayer layer in model.Tree().OfType<IWeightedLayer>())
            layer.Weight.Initializer = new Auto(gain);
    }

    /// <inheritdoc/>
    public override bool IsByWidth => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => new LecunNormal(Gain).Fill(values, shape, random);

    /// <summary>Puts an initializer with the right gain in the place of one that is <see cref="Auto"/>.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="gain">The gain of the function behind it, or null for none.</param>
    internal static void Resolve(Parameter weight, double? gain)
    {
        if (weight.Initializer is Auto auto)
            weight.Initializer = new LecunNormal((gain ?? 1) * auto.Gain);
    }
}
