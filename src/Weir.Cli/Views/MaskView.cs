using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Data;
using Weir.Tensors;

namespace Weir.Cli.Views;

/// <summary>
/// Masks in half-blocks, a colour for each class; without colour a character stands for two pixels, one above the other: the class of the
/// upper.
/// </summary>
internal static class MaskView
{
    private const string Signs = ".123456789abcdefghijklmnopqrstuvwxyz";
    private const char Nothing = ' ';

    // Far apart, and told apart by most who do not see red and green (Okabe and Ito, 2008); the first is most often the background.
    private static readonly Color[] s_colours =
    [
        new(60, 60, 60), new(230, 159, 0), new(86, 180, 233), new(0, 158, 115), new(240, 228, 66), new(0, 114, 178), new(213, 94, 0),
        new(204, 121, 167),
    ];

    /// <summary>Draws the first masks side by side, and says which class is which.</summary>
    /// <param name="masks">The masks.</param>
    /// <param name="grid">Their height and width.</param>
    /// <param name="count">How many.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="colour">Whether colours can be shown.</param>
    public static IReadOnlyList<Line> Draw(ClassTargets masks, Extent grid, int count, int width, bool colour)
    {
        List<Line> lines = [];
        for (int row = 0; row < grid.Height; row += 2)
        {
            Line line = Line.Empty;
            for (int sample = 0; sample < count; sample++)
            {
                ReadOnlySpan<int> labels = masks.Of(sample);
                line.Add(sample > 0 ? "  " : "");
                for (int column = 0; column < grid.Width; column++)
                {
                    int upper = labels[(row * grid.Width) + column];
                    int lower = row + 1 < grid.Height ? labels[((row + 1) * grid.Width) + column] : ClassTargets.Ignored;
                    if (colour)
                        line.Add("▀", new Style(ColourOf(upper), ColourOf(lower)));
                    else
                        line.Add(upper == ClassTargets.Ignored ? $"{Nothing}" : $"{SignOf(upper)}");
                }
            }

            lines.Add(line);
        }

        return
        [
            .. lines,
            .. Items.Flow(
                Enumerable.Range(0, Math.Min(masks.Classes, Signs.Length)).Select(label => Line.Empty
                    .Add(colour ? "■" : $"{SignOf(label)}", colour ? new Style(ColourOf(label)) : Style.Plain)
                    .Add($" {masks.Names?[label] ?? $"{label}"}", Palette.Quiet)),
                "  ", width),
        ];
    }

    private static char SignOf(int label) => Signs[Math.Min(label, Signs.Length - 1)];

    private static Color ColourOf(int label) => label == ClassTargets.Ignored ? new Color(0, 0, 0)
        : s_colours[label == 0 ? 0 : 1 + ((label - 1) % (s_colours.Length - 1))];
}
