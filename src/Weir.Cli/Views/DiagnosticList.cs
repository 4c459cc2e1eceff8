using Weir.Cli.Rendering;
using Weir.Diagnosis;

namespace Weir.Cli.Views;

/// <summary>All diagnostics by their codes.</summary>
internal static class DiagnosticList
{
    private static readonly (char Digit, string Title)[] s_chapters =
    [
        ('0', "data, loss and targets"), ('1', "flow of signal and gradient"), ('2', "units"), ('3', "steps"), ('4', "fit"), ('5', "loss"),
    ];

    private const int Code = 9;
    private const int LeastTitle = 24;

    /// <summary>Draws the list.</summary>
    public static IReadOnlyList<Line> Draw(int width)
    {
        List<Line> lines = [];
        Diagnostic[] all = [.. RuleList.All.Select(rule => rule.Diagnostic).OrderBy(diagnostic => diagnostic.Code, StringComparer.Ordinal)];
        int name = all.Max(diagnostic => diagnostic.Name.Length) + 2;
        foreach ((char digit, string title) in s_chapters)
        {
            Diagnostic[] chapter = [.. all.Where(diagnostic => diagnostic.Code["WEIR".Length] == digit)];
            if (chapter.Length == 0)
                continue;
            if (lines.Count > 0)
                lines.Add(Line.Empty);
            lines.Add(Line.Empty.Add(title, Palette.Quiet));
            foreach (Diagnostic diagnostic in chapter)
            {
                Line start = Line.Empty.AddLeft(diagnostic.Code, Code).Add(diagnostic.Name, Palette.Strong);
                // Where there is no room beside the name, the title stands below it.
                bool beside = width - name - Code >= LeastTitle;
                if (!beside)
                    lines.Add(start);
                foreach (Line line in Items.Wrap(diagnostic.Title, width - Code - (beside ? name : 0)))
                {
                    lines.Add((beside ? start : Line.Empty).PadTo(Code + (beside ? name : 0)).Add(line));
                    start = Line.Empty;
                }
            }
        }

        return lines;
    }
}
