using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>The maximum or mean of windows of an image.</summary>
public abstract record PoolRecipe : LayerRecipe
{
    /// <summary>Side of the window. Default 2.</summary>
    [Option("Side of the window.", Least = 1, Most = 1000)]
    public int Window { get; init; } = 2;

    /// <summary>Pixels from one window to the next; null for the window's side. Default null.</summary>
    [Option("Pixels from one window to the next.", Least = 1, Most = 1000, Default = "the window's side")]
    public int? Stride { get; init; }

    /// <summary>Rows and columns outside the image that windows may reach over. Default 0.</summary>
    [Option("Rows and columns outside the image that windows may reach over.", Least = 0, Most = 500)]
    public int Padding { get; init; }

    private protected PoolingOptions Options => new() { Window = Window, Stride = Stride is { } stride ? stride : null, Padding = Padding };

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
