using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>A larger image: <c>upsample</c>, or <c>upsample: {factor: 4, mode: bilinear}</c>.</summary>
public sealed record UpsampleRecipe : LayerRecipe
{
    /// <summary>How many times as high and as wide. Default 2.</summary>
    [Option("How many times as high and as wide.", Least = 1, Most = 1000)]
    public int Factor { get; init; } = 2;

    /// <summary>Whether pixels lie between the nearest. Default false: each is the nearest.</summary>
    public bool IsBilinear { get; init; }

    internal static LayerForm Form(Families families) => new MemberLayerForm<UpsampleRecipe>("upsample",
        new RecordForm<UpsampleRecipe>("upsample", new UpsampleRecipe()).Options(families)
        .Field("mode", "What a pixel is: nearest, or bilinear for what lies between the nearest.",
            new WordForm<bool>(null, ("nearest", false), ("bilinear", true)), layer => layer.IsBilinear,
            (layer, value) => layer with { IsBilinear = value }));

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Images;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        ImageShapes.Check("upsample", input);
        if ((long)input[0] * Factor * input[1] * Factor * input[2] > int.MaxValue)
            throw new ShapeException($"upsample: images of shape {input} made {Factor} times as large hold more numbers than memory");
        return (new Upsample2d(Factor, IsBilinear), new Shape(input[0] * Factor, input[1] * Factor, input[2]));
    }
}
