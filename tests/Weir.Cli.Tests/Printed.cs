using System.Text.RegularExpressions;

namespace Weir.Cli.Tests;

/// <summary>What a command prints, as far as it is the same on every machine.</summary>
internal static partial class Printed
{
    /// <summary>The words of a text, without its numbers and bars: sums round otherwise on other processors, and clocks go on.</summary>
    public static string Words(string text) =>
        string.Join(' ', NumberOrBar().Replace(text, " ").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// The first line that a page shows and that was not printed, in the page's order; null where all were. Blank lines and <c>…</c>, which
    /// stands for anything, are passed over.
    /// </summary>
    /// <param name="shown">What the page shows.</param>
    /// <param name="printed">What the command prints.</param>
    public static string? Missing(IEnumerable<string> shown, string printed)
    {
        string[] lines = [.. printed.Split('\n').Select(Words)];
        int at = 0;
        foreach (string line in shown)
        {
            string words = Words(line);
            if (words is "" or "…")
                continue;
            int found = Array.IndexOf(lines, words, at);
            if (found < 0)
                return line;
            at = found + 1;
        }

        return null;
    }

    [GeneratedRegex(@"[+−-]?\b[\d,]*\.?\d+(e-?\d+)?|[▁-█▏▎▍▌▋▊▉]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberOrBar();
}
