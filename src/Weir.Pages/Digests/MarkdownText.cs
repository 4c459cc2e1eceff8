using System.Text;

namespace Weir.Pages;

/// <summary>Text of a run as text of Markdown, so that a name never becomes markup.</summary>
internal static class MarkdownText
{
    /// <summary>On one line, and no markup; of a long one its beginning.</summary>
    public static string Safe(string text)
    {
        StringBuilder safe = new(text.Length);
        foreach (char each in text.Length > 2000 ? text[..2000] + "…" : text)
        {
            if (each is '\n' or '\r')
                safe.Append(' ');
            else if (each is '<' or '>' or '|' or '`' or '[' or ']' or '\\')
                safe.Append('\\').Append(each);
            else
                safe.Append(each);
        }

        return safe.ToString();
    }

    /// <summary>A name as code.</summary>
    public static string Code(string name) => $"`{Safe(name).Replace("`", "'", StringComparison.Ordinal)}`";

    /// <summary>Lines as they are, set apart as a block.</summary>
    public static string Block(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"    {line.TrimEnd()}\n"));
}
