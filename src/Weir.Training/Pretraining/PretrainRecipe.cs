using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// Greedy layer-wise pre-training: each dense layer with a function learns to tell of its input, from the bottom up, before the whole
/// network is trained. It was the first way past the vanishing gradient: no gradient has to come through more than one layer.
/// </summary>
public abstract record PretrainRecipe : IDeclaresOptions
{
    /// <summary>Its name in recipes.</summary>
    public abstract string Name { get; }

    /// <summary>Passes over the training part for each layer: 1 or more. Default 5.</summary>
    [Option("Passes over the training part for each layer.", Least = 1, Most = 1_000_000)]
    public int Epochs { get; init; } = 5;

    /// <summary>Samples of a step: 1 or more. Default 32.</summary>
    [Option("Samples of a step.", Least = 1, Most = 1_000_000)]
    public int Batch { get; init; } = 32;

    /// <summary>The learning rate: above 0.</summary>
    [Option("The learning rate.", Least = 0, AboveLeast = true)]
    public double Rate { get; init; } = 0.1;

    /// <summary>The momentum, in [0, 1).</summary>
    [Option("The momentum.", Least = 0, Most = 1, BelowMost = true)]
    public double Momentum { get; init; }

    /// <summary>Weight decay: 0 or more.</summary>
    [Option("Weight decay.", Least = 0)]
    public double WeightDecay { get; init; }

    /// <summary>Why a layer cannot be pre-trained so; null where it can.</summary>
    internal abstract string? Wrong(Linear layer, string path);

    /// <summary>What one layer learns by.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isUnit">Whether all its inputs lie in 0 … 1.</param>
    internal abstract LayerModel Make(Linear layer, bool isUnit);
}

/// <summary>
/// Restricted Boltzmann machines, one on the other: a deep belief network (Hinton, Osindero and Teh, 2006). For layers of sigmoids.
/// </summary>
public sealed record RbmRecipe : PretrainRecipe
{
    /// <summary>
    /// Makes a recipe with its defaults: rate 0.05, momentum 0.5, weight decay 0.0002 (Hinton, 2012), one step of the chain.
    /// </summary>
    public RbmRecipe() => (Rate, Momentum, WeightDecay) = (0.05, 0.5, 0.0002);

    /// <inheritdoc/>
    public override string Name => "rbm";

    /// <summary>Steps of the Gibbs chain from the data (CD-k): 1 or more. Default 1.</summary>
    [Option("Steps of the Gibbs chain from the data (CD-k).", Least = 1, Most = 1000)]
    public int Chain { get; init; } = 1;

    /// <inheritdoc/>
    internal override string? Wrong(Linear layer, string path) => layer.Activation?.Operation == Elementwise.Named("sigmoid") ? null
        : $"the hidden units of a Boltzmann machine are sigmoids, and layer {path} is {layer.Kind}: use 'autoencoder', or sigmoid layers";

    /// <inheritdoc/>
    internal override LayerModel Make(Linear layer, bool isUnit) => new RestrictedBoltzmannMachine(layer, isUnit, Chain);
}

/// <summary>Autoencoders, one on the other (Bengio et al., 2007); with <see cref="Noise"/> denoising ones (Vincent et al., 2008).</summary>
public sealed record AutoencoderRecipe : PretrainRecipe
{
    /// <inheritdoc/>
    public override string Name => "autoencoder";

    /// <summary>Share of a layer's inputs that are set to 0, in [0, 1); it learns to restore them. Default 0.</summary>
    [Option("Share of a layer's inputs that are set to 0 and to be restored.", Least = 0, Most = 1, BelowMost = true)]
    public double Noise { get; init; }

    /// <inheritdoc/>
    internal override string? Wrong(Linear layer, string path) => null;

    /// <inheritdoc/>
    internal override LayerModel Make(Linear layer, bool isUnit) => new Autoencoder(layer, isUnit, Noise);
}
