using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>Groups of channels with all pixels.</summary>
public sealed record GroupNormRecipe : LayerRecipe
{
    /// <summary>Groups, which divide the channels. Default 8.</summary>
    [Option("Groups, which divide the channels.", Least = 1, Most = 1_000_000)]
    public int Groups { get; init; } = 8;

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Norm;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        int channels = NormShapes.Last("group-norm", input);
        return channels % Groups == 0 ? (new GroupNorm(Groups, channels), input)
            : throw new ShapeException($"group-norm: {Groups} groups do not divide the {channels} channels of {input}");
    }
}
