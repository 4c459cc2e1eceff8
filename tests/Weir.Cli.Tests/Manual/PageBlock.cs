namespace Weir.Cli.Tests.Manual;

/// <summary>A block of code of a page.</summary>
/// <param name="Language">The first word behind the fence: <c>csharp</c>, <c>console</c>, <c>yaml</c>…</param>
/// <param name="File">The second word: the file that the reader is to save it as; empty where it is none.</param>
/// <param name="Text">The block.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal sealed record PageBlock(string Language, string File, string Text, int Line)
{
    /// <summary>
    /// The blocks of a page, also those in its comments, which readers do not see: they prepare what the page takes as given.
    /// </summary>
    /// <param name="markdown">The page.</param>
    public static IReadOnlyList<PageBlock> Of(string markdown)
    {
        List<PageBlock> blocks = [];
        string[] lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            string[] words = lines[i][3..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int start = ++i;
            while (i < lines.Length && !lines[i].StartsWith("```", StringComparison.Ordinal))
                i++;
            blocks.Add(new PageBlock(words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "",
                string.Concat(lines[start..i].Select(line => line + "\n")), start));
        }

        return blocks;
    }
}
