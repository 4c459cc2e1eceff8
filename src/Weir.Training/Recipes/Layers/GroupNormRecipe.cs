using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>Groups of channels with all pixels.</summary>
public sealed record GroupNormRecipe : LayerRecipe
{
    /// <summary>Groups, which divide the channels. Default 8.</summary>
    public int Groups { get; init; } = 8;

    internal static LayerForm Form { get; } =
        new MemberLayerForm<GroupNormRecipe>("group-norm", new RecordForm<GroupNormRecipe>("group-norm", new GroupNormRecipe())
        .Field("groups", "Groups, which divide the channels. Default 8.", new IntegerForm<int>(1, 1_000_000), layer => layer.Groups,
            (layer, value) => layer with { Groups = value }));

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
