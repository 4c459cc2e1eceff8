using Weir.Cli.Rendering;
using Weir.Diagnosis;

namespace Weir.Cli.Views;

/// <summary>
/// Findings in the few lines below a live picture: titles, and what is seen as far as there is room; where there is little, their names,
/// and how many more there are.
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

        // Else a line each, as far as there is room beside the one that counts the others.
        return findings.Count <= height ? [.. findings.Select(finding => Brief(finding, width))]
            : [.. findings.Take(height - 1).Select(finding => Brief(finding, width)),
                Line.Empty.Add($"… {findings.Count - height + 1} more", Palette.Quiet)];
    }

    private static IReadOnlyList<Line> Entry(Finding finding, int width, bool told)
    {
        string mark = Mark(finding);
        IEnumerable<Line> title = FindingText.Title(finding, width - mark.Length)
            .Select((line, i) => Line.Empty.Add(i == 0 ? mark : new string(' ', mark.Length), Palette.Quiet).Add(line));
        return [.. title, .. told ? Items.Wrap(finding.Message, width, 2) : []];
    }

    /// <summary>A finding by its name, with its layers and its step where they fit on the line.</summary>
    private static Line Brief(Finding finding, int width)
    {
        string mark = Mark(finding);
        return Line.Empty.Add(mark, Palette.Quiet).Add(FindingText.Brief(finding, width - mark.Length));
    }

    private static string Mark(Finding finding) => finding.Because is null ? "" : "  ↳ ";
}
