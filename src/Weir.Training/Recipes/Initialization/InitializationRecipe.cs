using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>First weights of a whole network by its structure or its data, in the place of those of its layers.</summary>
public abstract record InitializationRecipe : IDeclaresOptions
{
    /// <summary>Its name in recipes.</summary>
    public abstract string Name { get; }

    /// <summary>Gives a network its first values.</summary>
    /// <param name="model">The network.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="samples">Puts the first so many training samples on a tape.</param>
    internal abstract void Initialize(Module model, long seed, Func<int, Tensor> samples);
}

/// <summary>Each dense layer and convolution by the gain of the activation that follows (<see cref="Auto"/>).</summary>
/// <param name="Gain">A factor besides. Default 1.</param>
public sealed record AutoInitialization(
    [property: Option("A factor besides the gain of the activation.", Least = 0)] double Gain = 1) : InitializationRecipe
{
    /// <inheritdoc/>
    public override string Name => "auto";

    /// <inheritdoc/>
    internal override void Initialize(Module model, long seed, Func<int, Tensor> samples)
    {
        Auto.Everywhere(model, Gain);
        model.Initialize(seed);
    }
}

/// <summary>Layer by layer, until outputs on training data have deviation 1 (<see cref="Lsuv"/>).</summary>
public sealed record LsuvInitialization : InitializationRecipe
{
    /// <inheritdoc/>
    public override string Name => "lsuv";

    /// <summary>Training samples that are looked at: 2 or more. Default 256.</summary>
    [Option("Training samples that are looked at.", Least = 2, Most = 1_000_000)]
    public int Samples { get; init; } = 256;

    /// <summary>How far from 1 a variance may be: above 0. Default 0.02.</summary>
    [Option("How far from 1 a variance may be.", Least = 0, AboveLeast = true)]
    public double Tolerance { get; init; } = 0.02;

    /// <summary>Most passes for a layer: 1 or more. Default 5.</summary>
    [Option("Most passes for a layer.", Least = 1, Most = 1000)]
    public int Attempts { get; init; } = 5;

    /// <inheritdoc/>
    internal override void Initialize(Module model, long seed, Func<int, Tensor> samples) =>
        Lsuv.Initialize(model, () => samples(Samples), seed, Tolerance, Attempts);
}

/// <summary>Residual networks without normalisation (<see cref="Fixup"/>).</summary>
public sealed record FixupInitialization : InitializationRecipe
{
    /// <inheritdoc/>
    public override string Name => "fixup";

    /// <inheritdoc/>
    internal override void Initialize(Module model, long seed, Func<int, Tensor> samples) => Fixup.Initialize(model, seed);
}
