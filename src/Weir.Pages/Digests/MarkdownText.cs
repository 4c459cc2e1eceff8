using System.Globalization;
using System.Text;

namespace Weir.Pages;

/// <summary>Text of a run as text of Markdown, so that a name never becomes markup.</summary>
internal static class MarkdownText
{
    private const int Most = 2000;

    /// <summary>On one line, and no markup; of a long one its beginning.</summary>
    public static string Safe(string text)
    {
        StringBuilder safe = new(text.Length);
        foreach (char each in Line(text))
        {
            if (each is '<' or '>' or '|' or '`' or '[' or ']' or '\\')
                safe.Append('\\');
            safe.Append(each);
        }

        return safe.ToString();
    }

    /// <summary>A sentence of Weir's own, in which what stands between backticks is code; all else is no markup.</summary>
    public static string Sentence(string text)
    {
        string[] parts = text.Split('`');
        // One without its fellow is none.
        return parts.Length % 2 == 0 ? Safe(text)
            : string.Concat(parts.Select((part, i) => i % 2 == 1 ? Code(part) : Safe(part)));
    }

    /// <summary>A name as code, in which nothing but the bar of a table's cell is to be escaped.</summary>
    public static string Code(string name) =>
        $"`{Line(name).Replace("`", "'", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary>Lines as they are, set apart as a block.</summary>
    public static string Block(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"    {line.TrimEnd()}\n"));

    /// <summary>On one line, without what steers a terminal or turns the direction of writing.</summary>
    private static string Line(string text)
    {
        StringBuilder line = new(Math.Min(text.Length, Most));
        foreach (char each in text.Length > Most ? text[..Most] + "…" : text)
        {
            line.Append(each is '\n' or '\r' or '\t' ? ' '
                : char.GetUnicodeCategory(each) is UnicodeCategory.Control or UnicodeCategory.Format ? '\uFFFD' : each);
        }

        return line.ToString();
    }
}
