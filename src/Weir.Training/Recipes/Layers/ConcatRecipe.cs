using Weir.Nn;
using Weir.Tensors;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>
/// Layers whose output stands beside what came in: <c>concat: [layers]</c>. One within the other they make a U-Net, each with the image as
/// it was before it was made smaller.
/// </summary>
public sealed record ConcatRecipe : LayerRecipe
{
    /// <summary>The layers of the branch.</summary>
    public ValueList<LayerRecipe> Branch { get; init; } = [];

    /// <summary>How many such blocks come one behind the other. Default 1.</summary>
    [Option("How many such blocks come one behind the other.", Least = 1, Most = 1000)]
    public int Repeat { get; init; } = 1;

    /// <inheritdoc/>
    public override int Count => Repeat;

    /// <inheritdoc/>
    public override ValueList<LayerRecipe> Parts => Branch;

    /// <inheritdoc/>
    public override LayerRecipe WithParts(ValueList<LayerRecipe> parts) => this with { Branch = parts };

    /// <inheritdoc/>
    public override LayerRecipe Once() => this with { Repeat = 1 };

    internal static LayerForm Form(Form<LayerRecipe> layers, Families families) =>
        new OptionsLayerForm<ConcatRecipe>("concat", new RecordForm<ConcatRecipe>("a block that concatenates", new ConcatRecipe())
        .Field("concat", "The layers whose output is put behind what comes in, along the last axis (channels).",
            new ListForm<LayerRecipe>(layers), layer => layer.Branch, (layer, value) => layer with { Branch = value }, required: true)
        .Options(families));

    /// <inheritdoc/>
    public override (Module Module, Shape Output) Build(Shape input, int outputs)
    {
        (Sequential branch, Shape made) = LayerChain.Build(Branch, input, outputs);
        int last = input.Rank - 1;
        if (made.Rank != input.Rank || made.With(last, 0) != input.With(last, 0))
        {
            string advice = input.Rank == 3 && made.Rank == 3
                ? $"; bring the image back to {input[0]} × {input[1]} pixels, as with 'upsample' behind 'max-pool' (a side that no pooling "
                    + "divides evenly does not come back: take another 'size')" : "";
            throw new ShapeException($"concat: its layers turn {input} into {made}, which does not fit beside what came in: all axes but "
                + $"the last must be equal{advice}");
        }

        return (new Concat(branch), input.With(last, input[last] + made[last]));
    }
}
