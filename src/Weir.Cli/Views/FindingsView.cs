using Weir.Cli.Rendering;
using Weir.Diagnosis;

namespace Weir.Cli.Views;

/// <summary>
/// Findings as a compiler tells of errors: what, where, the evidence, what it means, what to do; consequences under their cause.
/// </summary>
internal static class FindingsView
{
    private const int Margin = 2;
    private const int Label = 10;
    private const int Page = 110;

    /// <summary>Draws findings, ranked as they come.</summary>
    /// <param name="findings">The findings, causes first, each followed by its consequences.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="brief">Titles and messages alone.</param>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<Finding> findings, int width, bool brief = false)
    {
        int page = Math.Min(width, Page);
        List<Line> lines = [];
        foreach (Finding finding in findings)
        {
            bool follows = finding.Because is not null;
            if (lines.Count > 0 && !brief && !follows)
                lines.Add(Line.Empty);
            lines.AddRange(follows ? Indent(Consequence(finding, page - (2 * Margin), brief), "↳ ") : Root(finding, page, brief));
        }

        return lines;
    }

    /// <summary>How many there are, how to read more, and what repairs them.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="width">Cells of a line.</param>
    /// <param name="subject">What <c>weir repair</c> is to be given; null where there is no recipe.</param>
    public static IReadOnlyList<Line> Close(IReadOnlyList<Finding> findings, int width, string? subject = null)
    {
        Line hint = findings.Count == 0 ? Line.Empty : Line.Empty.Add("what it means and why  ", Palette.Quiet)
            .AddWhole($"weir explain {findings[0].Diagnostic.Code}", Palette.Strong);
        return Items.Flow([FindingText.Count(findings), hint, Repair(findings, subject)], "   ", width);
    }

    /// <summary>The command that looks for a recipe that trains; nothing where nothing asks for one.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="subject">What it is to be given; null where there is no recipe.</param>
    public static Line Repair(IReadOnlyList<Finding> findings, string? subject) =>
        subject is null || !findings.Any(finding => finding.Severity >= Severity.Warning) ? Line.Empty
            : Line.Empty.Add("a recipe that trains, with proof  ", Palette.Quiet).AddWhole($"weir repair {subject}", Palette.Strong);

    /// <summary>A finding without what is seen, where that has been told: what it rests on, what it means, and what to do.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Reasons(Finding finding, int width) =>
        [.. FindingText.Title(finding, width), .. Grounds(finding, width)];

    private static List<Line> Root(Finding finding, int width, bool brief) =>
    [
        .. FindingText.Title(finding, width), .. Items.Wrap(finding.Message, width, Margin), .. brief ? [] : Grounds(finding, width),
    ];

    private static List<Line> Grounds(Finding finding, int width)
    {
        List<Line> lines = [.. Evidence(finding, width)];
        if (finding.Odds is { } odds)
        {
            string said = $"{odds.Suffered} of {odds.Said} set-ups of which this was said suffered (the rules were made on these)";
            lines.AddRange(Labelled("odds", [said], width));
        }

        lines.AddRange(Labelled("means", [finding.Diagnostic.Meaning], width));
        lines.AddRange(Labelled("do", finding.Remedies, width));
        return lines;
    }

    private static IEnumerable<Line> Consequence(Finding finding, int width, bool brief) =>
        [.. FindingText.Title(finding, width), .. Items.Wrap(finding.Message, width, Margin), .. brief ? [] : Evidence(finding, width)];

    private static IEnumerable<Line> Evidence(Finding finding, int width)
    {
        string label = "evidence";
        foreach (Evidence evidence in finding.Evidence)
        {
            Line value = Line.Empty.Add(evidence.Quantity).Add(" ")
                .Add(Numbers.Value(evidence.Value), FindingText.Colour(finding.Severity));
            Line limit = Line.Empty.Add(evidence.Threshold is { } threshold ? $"limit {Numbers.Value(threshold)}" : "", Palette.Quiet);
            Line healthy = Line.Empty.Add($"healthy: {evidence.Healthy}", Palette.Quiet);
            foreach (Line line in Items.Flow([value, limit, healthy], " · ", width - Margin - Label))
            {
                yield return Line.Empty.Add("  ").AddLeft(label, Label, Palette.Quiet).Add(line);
                label = "";
            }
        }
    }

    private static IEnumerable<Line> Labelled(string label, IReadOnlyList<string> texts, int width)
    {
        foreach (string text in texts)
        {
            string mark = texts.Count > 1 ? "· " : "";
            foreach (Line line in Items.Wrap(text.Replace("`", "", StringComparison.Ordinal), width - Margin - Label - mark.Length))
            {
                yield return Line.Empty.Add("  ").AddLeft(label, Label, Palette.Quiet).Add(mark, Palette.Quiet).Add(line);
                label = "";
                mark = mark.Length > 0 ? "  " : "";
            }
        }
    }

    private static IEnumerable<Line> Indent(IEnumerable<Line> lines, string mark)
    {
        foreach (Line line in lines)
        {
            yield return Line.Empty.Add("  ").Add(mark, Palette.Quiet).Add(line);
            mark = "  ";
        }
    }
}
