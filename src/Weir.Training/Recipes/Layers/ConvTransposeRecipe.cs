using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>
/// A convolution turned around, which makes images larger by weights that are learnt: <c>conv-transpose: 16</c> doubles them.
/// </summary>
public sealed record ConvTransposeRecipe : LayerRecipe
{
    /// <summary>Channels that go out.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Side of the kernel. Default 2.</summary>
    public int Kernel { get; init; } = 2;

    /// <summary>Pixels between the places of two neighbours. Default 2.</summary>
    public int Stride { get; init; } = 2;

    /// <summary>Rows and columns that are cut off on each side. Default 0.</summary>
    public int Padding { get; init; }

    /// <summary>The function behind it; null for none.</summary>
    public Choice? Activation { get; init; }

    /// <summary>First weights; null for what fits the activation.</summary>
    public Choice? Weight { get; init; }

    /// <summary>First biases; null for zeros.</summary>
    public Choice? Bias { get; init; }

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Product | LayerRecipeTraits.Images;

    /// <inheritdoc/>
    public override Choice? OwnFunction => Activation;

    /// <inheritdoc/>
    public override int? OwnWidth => Channels;

    /// <inheritdoc/>
    public override (Choice? Weight, Choice? Bias) FirstValues => (Weight, Bias);

    /// <inheritdoc/>
    public override LayerRecipe WithFunction(Choice? function) => this with { Activation = function };

    /// <inheritdoc/>
    public override LayerRecipe WithWidth(int width) => this with { Channels = width };

    /// <inheritdoc/>
    public override LayerRecipe WithFirstValues(Choice? weight, Choice? bias) => this with { Weight = weight, Bias = bias };

    internal static LayerForm Form(Families families) => new OptionsLayerForm<ConvTransposeRecipe>("conv-transpose",
        new RecordForm<ConvTransposeRecipe>("a transposed convolution", new ConvTransposeRecipe())
        .Field("conv-transpose", "Channels that go out.", new IntegerForm<int>(1, 1_000_000), layer => layer.Channels, (layer, value) =>
            layer with { Channels = value }, required: true)
        .Field("kernel", "Side of the kernel. Default 2.", new IntegerForm<int>(1, 1000), layer => layer.Kernel, (layer, value) =>
            layer with { Kernel = value })
        .Field("stride", "Pixels between the places of two neighbours: how many times as large the image becomes. Default 2.",
            new IntegerForm<int>(1, 1000), layer => layer.Stride, (layer, value) => layer with { Stride = value })
        .Field("padding", "Rows and columns that are cut off on each side. Default 0.", new IntegerForm<int>(0, 1000),
            layer => layer.Padding, (layer, value) => layer with { Padding = value })
        .Field("activation", "The function behind it: a name, or {name: number}. Default: none.", families.Activation, layer =>
            layer.Activation!, (layer, value) => layer with { Activation = value })
        .Field("weight", "First weights: a name, or {name: number}. Default: what fits the activation.", families.Initializer, layer =>
            layer.Weight!, (layer, value) => layer with { Weight = value })
        .Field("bias", "First biases: a name, or {name: number}. Default: zeros.", families.Initializer, layer => layer.Bias!,
            (layer, value) => layer with { Bias = value }));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        ImageShapes.Check("conv-transpose", input);
        ConvTranspose2d layer = new(input[2], Channels, Kernel, new ConvolutionOptions { Stride = Stride, Padding = Padding },
            Activation?.Activation(), Weight?.Initializer(), Bias?.Initializer());
        Extent extent = layer.Output(new Extent(input[0], input[1]));
        return (layer, new Shape(extent.Height, extent.Width, Channels));
    }
}
