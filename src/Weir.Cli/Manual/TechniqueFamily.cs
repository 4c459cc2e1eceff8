using System.Text.RegularExpressions;

namespace Weir.Cli.Manual;

/// <summary>
/// A page of the manual whose sections are techniques. A section is one where its heading is nothing but names as recipes write them:
/// <c>## relu</c>, <c>## he-normal, he-uniform</c>. All other headings belong to the page as a whole.
/// </summary>
internal sealed partial class TechniqueFamily
{
    /// <summary>Reads a page.</summary>
    /// <param name="name">Its file's name without the ending.</param>
    /// <param name="page">Markdown, whose first line is the title.</param>
    public TechniqueFamily(string name, string page)
    {
        (Name, Page) = (name, page.ReplaceLineEndings("\n").TrimEnd() + "\n");
        Title = Page[2..Page.IndexOf('\n')];
        Members = [.. Sections(this)];
    }

    /// <summary>The name of its file, as in <c>activations</c>.</summary>
    public string Name { get; }

    /// <summary>Its first line.</summary>
    public string Title { get; }

    /// <summary>The whole page.</summary>
    public string Page { get; }

    /// <summary>What is explained there, in the order of the page.</summary>
    public IReadOnlyList<Technique> Members { get; }

    private static IEnumerable<Technique> Sections(TechniqueFamily family)
    {
        string[] lines = family.Page.Split('\n');
        string[]? names = null;
        int start = 0;
        bool isCode = false;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            if (isCode || !Heading().IsMatch(lines[i]))
                continue;
            if (names is not null)
                yield return Section(i);
            Match match = Names().Match(lines[i]);
            names = match.Success ? match.Groups["names"].Value.Split(", ") : null;
            start = i + 1;
        }

        if (names is not null)
            yield return Section(lines.Length);

        Technique Section(int end) => new(family, names, string.Join('\n', lines[start..end]).TrimEnd() + "\n");
    }

    [GeneratedRegex("^##? ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^## (?<names>[a-z0-9]+(-[a-z0-9]+)*(, [a-z0-9]+(-[a-z0-9]+)*)*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
