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
                string label = diagnostic.Name;
                string code = diagnostic.Code;
                foreach (Line line in Items.Wrap(diagnostic.Title, Math.Max(20, width - name - 9)))
                {
                    lines.Add(Line.Empty.AddLeft(code, 9).AddLeft(label, name, Palette.Strong).Add(line));
                    (label, code) = ("", "");
                }
            }
        }

        return lines;
    }
}
