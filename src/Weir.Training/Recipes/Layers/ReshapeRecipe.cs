using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>The same numbers in another shape: <c>reshape: [24, 3]</c> makes a sequence of 24 places of a row of 72 numbers.</summary>
public sealed record ReshapeRecipe : LayerRecipe
{
    /// <summary>The lengths of a sample's axes.</summary>
    public ValueList<int> Lengths { get; init; } = [];

    internal static LayerForm Form { get; } = new OptionsLayerForm<ReshapeRecipe>("reshape",
        new RecordForm<ReshapeRecipe>("a reshape", new ReshapeRecipe())
            .Field("reshape", "Lengths of the axes of a sample, as [24, 3] for 24 places of 3 numbers or [28, 28, 1] for an image.",
                new ListForm<int>(new IntegerForm<int>(1, int.MaxValue)), layer => layer.Lengths,
                (layer, value) => layer with { Lengths = value }, required: true)
            .Check(layer => layer.Lengths.Count is 0 or > Shape.MaxRank - 1
                ? $"'reshape' takes 1 to {Shape.MaxRank - 1} lengths, and {layer.Lengths.Count} are given" : null));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        Int128 size = 1;
        foreach (int length in Lengths)
            size *= length;
        if (size != input.Size)
            throw new ShapeException($"reshape: samples of shape {input} have {input.Size} numbers, and ({string.Join(", ", Lengths)}) has "
                + $"{size}");
        Shape shape = new([.. Lengths]);
        return (new Reshape(shape), shape);
    }
}
