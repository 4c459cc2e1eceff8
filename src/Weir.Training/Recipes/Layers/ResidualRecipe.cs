using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>
/// Layers with a shortcut around them: <c>residual: [layers]</c>. Where they change the shape the shortcut is a projection.
/// </summary>
public sealed record ResidualRecipe : LayerRecipe
{
    /// <summary>The layers of the branch.</summary>
    public ValueList<LayerRecipe> Branch { get; init; } = [];

    /// <summary>How many such blocks come one behind the other. Default 1.</summary>
    [Option("How many such blocks come one behind the other.", Least = 1, Most = 1000)]
    public int Repeat { get; init; } = 1;

    /// <summary>The function behind the sum; null for none.</summary>
    [Option("The function behind the sum: a name, or {name: number}.", Family = "activation")]
    public Choice? Activation { get; init; }

    /// <summary>Probability that the branch is left out for a sample in training. Default 0.</summary>
    [Option("Probability that the branch is left out for a sample in training (stochastic depth).", Least = 0, Most = 1, BelowMost = true)]
    public double Drop { get; init; }

    /// <inheritdoc/>
    public override int Count => Repeat;

    /// <inheritdoc/>
    public override ValueList<LayerRecipe> Parts => Branch;

    /// <inheritdoc/>
    public override LayerRecipe WithFunction(Choice? function) => Activation is null ? this : this with { Activation = function };

    /// <inheritdoc/>
    public override LayerRecipe WithParts(ValueList<LayerRecipe> parts) => this with { Branch = parts };

    /// <inheritdoc/>
    public override LayerRecipe Once() => this with { Repeat = 1 };

    internal static LayerForm Form(Form<LayerRecipe> layers, Families families) =>
        new OptionsLayerForm<ResidualRecipe>("residual", new RecordForm<ResidualRecipe>("a residual block", new ResidualRecipe())
        .Field("residual", "The layers of the branch.", new ListForm<LayerRecipe>(layers), layer => layer.Branch, (layer, value) =>
            layer with { Branch = value }, required: true)
        .Options(families));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        (Sequential branch, Shape shape) = LayerChain.Build(Branch, input, outputs);
        return (new Residual(branch, Projection(input, shape), Activation?.Activation(), Drop), shape);
    }

    private static Module? Projection(Shape from, Shape to)
    {
        if (from == to)
            return null;
        if (from.Rank == 1 && to.Rank == 1)
            return new Linear(from[0], to[0]);
        if (from.Rank == 3 && to.Rank == 3 && to[0] > 0 && to[1] > 0)
        {
            Extent stride = new((from[0] + to[0] - 1) / to[0], (from[1] + to[1] - 1) / to[1]);
            ConvolutionOptions options = new() { Stride = stride };
            if (options.Output(new Extent(from[0], from[1]), 1) == new Extent(to[0], to[1]))
                return new Conv2d(from[2], to[2], 1, options, hasBias: false);
        }

        throw new ShapeException($"residual: the branch turns {from} into {to}, and no projection of the shortcut does the same");
    }
}
