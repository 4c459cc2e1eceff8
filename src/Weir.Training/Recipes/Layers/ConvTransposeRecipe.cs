using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// A transposed convolution, which makes images larger by weights that are learnt: <c>conv-transpose: 16</c> doubles them.
/// </summary>
public sealed record ConvTransposeRecipe : LayerRecipe
{
    /// <summary>Channels that go out.</summary>
    [Option("Channels that go out.", Least = 1, Most = 1_000_000, Required = true)]
    public int Channels { get; init; } = 1;

    /// <summary>Side of the kernel. Default 2.</summary>
    [Option("Side of the kernel.", Least = 1, Most = 1000)]
    public int Kernel { get; init; } = 2;

    /// <summary>Pixels between the places of two neighbours. Default 2.</summary>
    [Option("Pixels between the places of two neighbours: how many times as large the image becomes.", Least = 1, Most = 1000)]
    public int Stride { get; init; } = 2;

    /// <summary>Rows and columns that are cut off on each side. Default 0.</summary>
    [Option("Rows and columns that are cut off on each side.", Least = 0, Most = 1000)]
    public int Padding { get; init; }

    /// <summary>The function behind it; null for none.</summary>
    [Option("The function behind it: a name, or {name: number}.", Family = "activation")]
    public Choice? Activation { get; init; }

    /// <summary>First weights; null for what fits the activation.</summary>
    [Option("First weights: a name, or {name: number}.", Family = "initializer", Default = "what fits the activation")]
    public Choice? Weight { get; init; }

    /// <summary>First biases; null for zeros.</summary>
    [Option("First biases: a name, or {name: number}.", Family = "initializer", Default = "zeros")]
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
