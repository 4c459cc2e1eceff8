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
    public int Channels { get; init; } = 1;

    /// <summary>How many such layers come one behind the other. Default 1.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Side of the kernel. Default 3.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>Pixels from one output to the next. Default 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>
    /// Rows and columns of zeros on each side; null for half the kernel, which keeps the extent at stride 1. Default null.
    /// </summary>
    public int? Padding { get; init; }

    /// <summary>Pixels from one entry of the kernel to the next. Default 1.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Groups of channels that do not see each other. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether batch norm stands between convolution and function; there is no bias then. Default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>The function behind it; null for none.</summary>
    public Choice? Activation { get; init; }

    /// <summary>First weights; null for what fits the activation.</summary>
    public Choice? Weight { get; init; }

    /// <summary>First biases; null for zeros. With batch norm there are none.</summary>
    public Choice? Bias { get; init; }

    /// <summary>
    /// Whether each channel's kernel is a direction times a length, both learnt (<see cref="WeightNormConv2d"/>). Default false.
    /// </summary>
    public bool WeightNorm { get; init; }

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
        new OptionsLayerForm<ConvRecipe>("conv", Options(new RecordForm<ConvRecipe>("a convolution", new ConvRecipe())
        .Field("conv", "Channels that go out.", new IntegerForm<int>(1, 1_000_000), layer => layer.Channels, (layer, value) =>
            layer with { Channels = value }, required: true), families));

    /// <summary>The keys besides the one that names the layer.</summary>
    internal static RecordForm<ConvRecipe> Options(RecordForm<ConvRecipe> form, Families families) => form
        .Field("kernel", "Side of the kernel. Default 3.", new IntegerForm<int>(1, 1000), layer => layer.Kernel, (layer, value) =>
            layer with { Kernel = value })
        .Field("repeat", "How many such layers come one behind the other. Default 1.", new IntegerForm<int>(1, 1000), layer => layer.Repeat,
            (layer, value) => layer with { Repeat = value })
        .Field("stride", "Pixels from one output to the next. Default 1.", new IntegerForm<int>(1, 1000), layer => layer.Stride,
            (layer, value) => layer with { Stride = value })
        .Field("padding", "Rows and columns of zeros on each side. Default: half the kernel's reach, which keeps the extent at stride 1.",
            new OptionalForm<int>(new IntegerForm<int>(0, 1000)), layer => layer.Padding, (layer, value) => layer with { Padding = value })
        .Field("dilation", "Pixels from one entry of the kernel to the next. Default 1.", new IntegerForm<int>(1, 1000), layer =>
            layer.Dilation, (layer, value) => layer with { Dilation = value })
        .Field("groups", "Groups of channels that do not see each other. Default 1.", new IntegerForm<int>(1, 1_000_000), layer =>
            layer.Groups, (layer, value) => layer with { Groups = value })
        .Field("batch-norm", "Whether batch norm stands between convolution and function; there is no bias then. Default false.",
            new BooleanForm(), layer => layer.BatchNorm, (layer, value) => layer with { BatchNorm = value })
        .Field("activation", "The function behind it: a name, or {name: number}. Default: none.", families.Activation, layer =>
            layer.Activation!, (layer, value) => layer with { Activation = value })
        .Field("weight", "First weights: a name, or {name: number}. Default: what fits the activation.", families.Initializer, layer =>
            layer.Weight!, (layer, value) => layer with { Weight = value })
        .Field("weight-norm", "Whether each channel's kernel is a direction times a length, both learnt. Default false.", new BooleanForm(),
            layer => layer.WeightNorm, (layer, value) => layer with { WeightNorm = value })
        .Field("bias", "First biases: a name, or {name: number}. Default: zeros.", families.Initializer, layer => layer.Bias!,
            (layer, value) => layer with { Bias = value })
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
