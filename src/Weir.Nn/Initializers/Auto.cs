using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// Normal with variance gain²/in, where the gain is that of the activation that the weight's output meets next, whether it is part of the layer or comes later behind
/// norms, dropout, pooling or flattening: 1/√E[f(z)²], so that a normal signal of unit size keeps its size (He et al., 2015, for any function). 1 where none follows.
/// <see cref="Module.Initialize"/> finds the activation by walking the network in order.
/// </summary>
/// <param name="Gain">A factor besides that of the activation. Default 1.</param>
public sealed record Auto(double Gain = 1) : Initializer
{
    /// <summary>Gives every dense layer and convolution of a network this initializer and finds their gains.</summary>
    /// <param name="model">The network.</param>
    /// <param name="gain">A factor besides that of the activation. Default 1.</param>
    public static void Everywhere(Module model, double gain = 1)
    {
        foreach (Module layer in model.Tree())
        {
            if (layer is Linear linear)
                linear.Weight.Initializer = new Auto(gain);
            else if (layer is Conv2d conv)
                conv.Weight.Initializer = new Auto(gain);
        }
    }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random) => new LecunNormal(Gain).Fill(values, shape, random);

    /// <summary>Puts initializers with the right gain in the place of those that are <see cref="Auto"/>.</summary>
    /// <param name="module">The network or a part of it.</param>
    /// <param name="next">The gain of the activation that comes behind it, or null.</param>
    internal static void Resolve(Module module, double? next = null)
    {
        switch (module)
        {
            case Linear linear:
                Set(linear.Weight, linear.Activation?.Gain ?? next);
                break;
            case Conv2d conv:
                Set(conv.Weight, conv.Activation?.Gain ?? next);
                break;
            case ConvBlock block:
                Set(block.Conv.Weight, block.Activation?.Gain ?? next);
                break;
            case Sequential sequential:
                for (int i = sequential.Parts.Count - 1; i >= 0; i--)
                {
                    Resolve(sequential.Parts[i], next);
                    next = Entrance(sequential.Parts[i], next);
                }

                break;
            default:
                // What a layer of another kind does with its parts' outputs (sums, products) is not known here.
                foreach (Module child in module.Children)
                    Resolve(child);
                break;
        }
    }

    /// <summary>The gain of the activation that a signal meets first which enters a module.</summary>
    private static double? Entrance(Module module, double? next) => module switch
    {
        Activation activation => activation.Gain,
        PRelu { Slope.Initializer: Constant slope } => Math.Sqrt(2 / (1 + (slope.Value * slope.Value))),
        Sequential sequential => sequential.Parts.Reverse().Aggregate(next, (gain, part) => Entrance(part, gain)),
        BatchNorm or LayerNorm or GroupNorm or RmsNorm or Dropout or Flatten
            or MaxPool2d or AveragePool2d or AdaptiveAveragePool2d or GlobalAveragePool2d or GlobalMaxPool2d => next,
        _ => null,
    };

    private static void Set(Parameter weight, double? gain)
    {
        if (weight.Initializer is Auto auto)
            weight.Initializer = new LecunNormal((gain ?? 1) * auto.Gain);
    }
}
