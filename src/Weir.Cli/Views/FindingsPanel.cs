using Weir.Cli.Rendering;
using Weir.Diagnosis;

namespace Weir.Cli.Views;

/// <summary>
/// Findings in the few lines below a live picture: titles, what is seen as far as there is room, and how many more there are.
/// </summary>
internal static class FindingsPanel
{
    /// <summary>Draws the panel.</summary>
    /// <param name="findings">The findings, ranked.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="height">Most lines.</param>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<Finding> findings, int width, int height)
    {
        if (findings.Count == 0 || height < 1)
            return [];
        // What is seen is told of the first ones, as long as each has its title.
        for (int told = findings.Count; told >= 0; told--)
        {
            List<Line> lines = [.. findings.SelectMany((finding, i) => Entry(finding, width, i < told && finding.Because is null))];
            if (lines.Count <= height)
                return lines;
        }

        List<Line> some = [.. findings.SelectMany(finding => Entry(finding, width, told: false)).Take(height - 1)];
        return [.. some, Line.Empty.Add($"… {findings.Count - some.Count} more", Palette.Quiet)];
    }

    private static IEnumerable<Line> Entry(Finding finding, int width, bool told)
    {
        Line title = FindingText.Title(finding);
        if (finding.Because is not null)
            title = Line.Empty.Add("  ↳ ", Palette.Quiet).Add(title);
        return [Cut(title, width), .. told ? Items.Wrap(finding.Message, width, 2) : []];
    }

    private static Line Cut(Line line, int width)
    {
        if (line.Width <= width)
            return line;
        Line cut = Line.Empty;
        foreach (Spectre.Console.Rendering.Segment piece in line.Pieces)
        {
            if (cut.Width + piece.Text.Length >= width)
                return cut.Add(piece.Text[..Math.Max(0, width - 1 - cut.Width)], piece.Style).Add("…");
            cut.Add(piece.Text, piece.Style);
        }

        return cut;
    }
}
