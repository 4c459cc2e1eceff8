using Weir.Cli.Rendering;
using Weir.Nn;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>The layer table: what comes out of each layer, what it holds, what it costs.</summary>
internal static class SummaryView
{
    /// <summary>Draws the layers, and what training takes of memory.</summary>
    /// <param name="plan">Both.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(TrainingPlan plan, int batch, int width) =>
    [
        .. Draw(plan.Summary, width),
        .. Items.Flow(
            [
                Line.Empty.Add("memory ", Palette.Quiet).Add(ByteText.Of(plan.Memory.Total), Palette.Strong)
                    .Add($" to train in batches of {batch}:"),
                .. plan.Memory.ToString().Split(", ").Select(part => Line.Empty.Add(part)),
            ],
            "  ",
            width),
    ];

    /// <summary>Draws a summary.</summary>
    /// <param name="summary">The layers.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(Summary summary, int width) => Table.Draw(
        [new("layer", Right: false), new("kind", Right: false), new("output"), new("parameters"), new("multiply-adds")],
        [
            ["", "input", ShapeText.Of(summary.Input), "", ""],
            .. summary.Layers.Select(layer => (IReadOnlyList<Table.Cell>)
                [layer.Path, layer.Kind, ShapeText.Of(layer.Output), Numbers.Count(layer.Parameters), Numbers.Count(layer.MultiplyAdds)]),
            ["", new("together", Palette.Strong), "", new(Numbers.Count(summary.Parameters), Palette.Strong),
                new(Numbers.Count(summary.MultiplyAdds), Palette.Strong)],
        ],
        width);
}
