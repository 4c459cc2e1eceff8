using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>Each channel times a gate made of the means of all: <c>squeeze-excite</c>, or <c>squeeze-excite: {reduction: 8}</c>.</summary>
public sealed record SqueezeExciteRecipe : LayerRecipe
{
    /// <summary>Channels for each unit of the small network. Default 16.</summary>
    public int Reduction { get; init; } = 16;

    internal static LayerForm Form { get; } = new MemberLayerForm<SqueezeExciteRecipe>("squeeze-excite",
        new RecordForm<SqueezeExciteRecipe>("squeeze-excite", new SqueezeExciteRecipe())
        .Field("reduction", "Channels for each unit of the small network. Default 16.", new IntegerForm<int>(1, 1_000_000), layer =>
            layer.Reduction, (layer, value) => layer with { Reduction = value }));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        ImageShapes.Check("squeeze-excite", input);
        return (new SqueezeExcite(input[2], Reduction), input);
    }
}
