using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>Units set to zero at random in training: <c>dropout: 0.5</c>.</summary>
public sealed record DropoutRecipe : LayerRecipe
{
    /// <summary>Probability of being dropped. Default 0.5.</summary>
    public double Rate { get; init; } = 0.5;

    /// <summary>Whether whole channels of a sample are dropped. Default false.</summary>
    public bool Channels { get; init; }

    internal static LayerForm Form { get; } =
        new OptionsLayerForm<DropoutRecipe>("dropout", new RecordForm<DropoutRecipe>("dropout", new DropoutRecipe())
        .Field("dropout", "Probability of being dropped. Default 0.5.", new NumberForm(0, 1) { MostIncluded = false }, layer => layer.Rate,
            (layer, value) => layer with { Rate = value })
        .Field("channels", "Whether whole channels of a sample are dropped. Default false.", new BooleanForm(), layer => layer.Channels,
            (layer, value) => layer with { Channels = value }), plain: true);

    /// <inheritdoc/>
    public override LayerRecipeTraits Traits => LayerRecipeTraits.Regularizer;

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
        (new Dropout(Rate, Channels ? DropoutUnit.Channel : DropoutUnit.Entry), input);
}
