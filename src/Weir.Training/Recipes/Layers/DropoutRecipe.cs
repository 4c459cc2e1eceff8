using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Units set to zero at random in training: <c>dropout: 0.5</c>.</summary>
public sealed record DropoutRecipe : LayerRecipe
{
    /// <summary>Probability of being dropped. Default 0.5.</summary>
    [Option("Probability of being dropped.", Least = 0, Most = 1, BelowMost = true)]
    public double Rate { get; init; } = 0.5;

    /// <summary>Whether whole channels of a sample are dropped. Default false.</summary>
    [Option("Whether whole channels of a sample are dropped.")]
    public bool Channels { get; init; }

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Regularizer;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
        (new Dropout(Rate, Channels ? DropoutUnit.Channel : DropoutUnit.Entry), input);
}
