using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>
/// Convolutions of images, one or several of the same kind; with batch norm behind them a unit (<see cref="ConvBlock"/>).
/// </summary>
public sealed record ConvRecipe : LayerRecipe
{
    /// <summary>Channels that go out.</summary>
    [Option("Channels that go out.", Least = 1, Most = 1_000_000, Required = true)]
    public int Channels { get; init; } = 1;

    /// <summary>Side of the kernel. Default 3.</summary>
    [Option("Side of the kernel.", Least = 1, Most = 1000)]
    public int Kernel { get; init; } = 3;

    /// <summary>How many such layers come one behind the other. Default 1.</summary>
    [Option("How many such layers come one behind the other.", Least = 1, Most = 1000)]
    public int Repeat { get; init; } = 1;

    /// <summary>Pixels from one output to the next. Default 1.</summary>
    [Option("Pixels from one output to the next.", Least = 1, Most = 1000)]
    public int Stride { get; init; } = 1;

    /// <summary>
    /// Rows and columns of zeros on each side; null for half the kernel, which keeps the extent at stride 1. Default null.
    /// </summary>
    [Option("Rows and columns of zeros on each side.", Least = 0, Most = 1000,
        Default = "half the kernel's reach, which keeps the extent at stride 1")]
    public int? Padding { get; init; }

    /// <summary>Pixels from one entry of the kernel to the next. Default 1.</summary>
    [Option("Pixels from one entry of the kernel to the next.", Least = 1, Most = 1000)]
    public int Dilation { get; init; } = 1;

    /// <summary>Groups of channels that do not see each other. Default 1.</summary>
    [Option("Groups of channels that do not see each other.", Least = 1, Most = 1_000_000)]
    public int Groups { get; init; } = 1;

    /// <summary>Whether batch norm stands between convolution and function; there is no bias then. Default false.</summary>
    [Option("Whether batch norm stands between convolution and function; there is no bias then.")]
    public bool BatchNorm { get; init; }

    /// <summary>The function behind it; null for none.</summary>
    [Option("The function behind it: a name, or {name: number}.", Family = "activation")]
    public Choice? Activation { get; init; }

    /// <summary>First weights; null for what fits the activation.</summary>
    [Option("First weights: a name, or {name: number}.", Family = "initializer", Default = "what fits the activation")]
    public Choice? Weight { get; init; }

    /// <summary>
    /// Whether each channel's kernel is a direction times a length, both learnt (<see cref="WeightNormConv2d"/>). Default false.
    /// </summary>
    [Option("Whether each channel's kernel is a direction times a length, both learnt.")]
    public bool WeightNorm { get; init; }

    /// <summary>First biases; null for zeros. With batch norm there are none.</summary>
    [Option("First biases: a name, or {name: number}.", Family = "initializer", Default = "zeros")]
    public Choice? Bias { get; init; }

    /// <inheritdoc/>
    public override int Count => Repeat;

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits =>
        LayerRecipeTraits.Product | LayerRecipeTraits.Images | (BatchNorm ? LayerRecipeTraits.Norm : LayerRecipeTraits.None);

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
    public override LayerRecipe Once() => this with { Repeat = 1 };

    /// <inheritdoc/>
    public override LayerRecipe WithBatchNorm() => this with { BatchNorm = true, Bias = null };

    internal static LayerForm Form(Families families) =>
        new OptionsLayerForm<ConvRecipe>("conv", Keys("conv", "a convolution", new ConvRecipe(), families));

    /// <summary>The keys, the first of which names the layer.</summary>
    internal static RecordForm<ConvRecipe> Keys(string name, string what, ConvRecipe initial, Families families) =>
        new RecordForm<ConvRecipe>(what, initial).Options(families, leading: name)
        .Check(layer => layer is { WeightNorm: true, BatchNorm: true }
            ? "both 'weight-norm' and 'batch-norm' are given; give one of the two"
            : layer is { BatchNorm: true, Bias: not null } ? "with 'batch-norm' a convolution has no bias: leave 'bias' out" : null);

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        ImageShapes.Check("conv", input);
        ConvolutionOptions options = new()
        {
            Stride = Stride,
            Padding = Padding ?? Dilation * (Kernel / 2),
            Dilation = Dilation,
            Groups = Groups
        };
        Extent extent = options.Output(new Extent(input[0], input[1]), Kernel);
        Module layer = WeightNorm
            ? new WeightNormConv2d(input[2], Channels, Kernel, options, Activation?.Activation(), Weight?.Initializer())
            : BatchNorm
            ? new ConvBlock(input[2], Channels, Kernel, options, Activation?.Activation(), Weight?.Initializer())
            : new Conv2d(input[2], Channels, Kernel, options, Activation?.Activation(), Weight?.Initializer(), Bias?.Initializer());
        return (layer, new Shape(extent.Height, extent.Width, Channels));
    }
}
