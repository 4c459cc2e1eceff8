using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>The maximum or mean of windows of an image.</summary>
public abstract record PoolRecipe : LayerRecipe
{
    /// <summary>Side of the window. Default 2.</summary>
    public int Window { get; init; } = 2;

    /// <summary>Pixels from one window to the next; null for the window's side. Default null.</summary>
    public int? Stride { get; init; }

    /// <summary>Rows and columns outside the image that windows may reach over. Default 0.</summary>
    public int Padding { get; init; }

    private protected PoolingOptions Options => new() { Window = Window, Stride = Stride is { } stride ? stride : null, Padding = Padding };

    private protected static RecordForm<TPool> FormOf<TPool>(string name)
        where TPool : PoolRecipe, new() => new RecordForm<TPool>(name, new TPool())
        .Field("window", "Side of the window. Default 2.", new IntegerForm<int>(1, 1000), layer => layer.Window, (layer, value) =>
            layer with { Window = value })
        .Field("stride", "Pixels from one window to the next. Default: the window's side.",
            new OptionalForm<int>(new IntegerForm<int>(1, 1000)), layer => layer.Stride, (layer, value) => layer with { Stride = value })
        .Field("padding", "Rows and columns outside the image that windows may reach over. Default 0.", new IntegerForm<int>(0, 500),
            layer => layer.Padding, (layer, value) => layer with { Padding = value });

    private protected Shape OutputOf(string name, Shape input)
    {
        ImageShapes.Check(name, input);
        PoolingOptions options = Options;
        options.Check();
        Extent extent = options.Output(new Extent(input[0], input[1]));
        return new Shape(extent.Height, extent.Width, input[2]);
    }
}

/// <summary>The maximum of windows.</summary>
public sealed record MaxPoolRecipe : PoolRecipe
{
    internal static LayerForm Form { get; } = new MemberLayerForm<MaxPoolRecipe>("max-pool", FormOf<MaxPoolRecipe>("max-pool"));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        Shape output = OutputOf("max-pool", input);
        return (new MaxPool2d(Options), output);
    }
}

/// <summary>The mean of windows.</summary>
public sealed record AveragePoolRecipe : PoolRecipe
{
    internal static LayerForm Form { get; } =
        new MemberLayerForm<AveragePoolRecipe>("average-pool", FormOf<AveragePoolRecipe>("average-pool"));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        Shape output = OutputOf("average-pool", input);
        return (new AveragePool2d(Options), output);
    }
}

/// <summary>The mean over all pixels.</summary>
public sealed record GlobalAveragePoolRecipe : LayerRecipe
{
    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        ImageShapes.Check("global-average-pool", input);
        return (new GlobalAveragePool2d(), new Shape(input[2]));
    }
}
