using System.Text.RegularExpressions;

namespace Weir.Architecture.Tests;

/// <summary>A page of Markdown: what it links to, and what of it can be linked to.</summary>
internal sealed partial class ManualPage
{
    /// <summary>Reads a page.</summary>
    /// <param name="path">Its path from the root, with slashes.</param>
    /// <param name="text">The page.</param>
    public ManualPage(string path, string text)
    {
        Path = path;
        string prose = Code().Replace(Fence().Replace(Comment().Replace(text.ReplaceLineEndings("\n"), ""), "\n"), match => match.Value
            .Replace('[', ' ').Replace(']', ' '));
        Links = [.. Link().Matches(prose).Select(match => match.Groups["target"].Value)];
        Dictionary<string, int> met = [];
        Anchors = Heading().Matches(prose).Select(match => Slug(match.Groups["text"].Value)).Select(slug =>
        {
            int before = met.GetValueOrDefault(slug);
            met[slug] = before + 1;
            return before == 0 ? slug : $"{slug}-{before}";
        }).ToHashSet();
    }

    /// <summary>Its path from the root.</summary>
    public string Path { get; }

    /// <summary>The targets of its links and pictures, as they are written.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>The names of its headings, as GitHub makes them.</summary>
    public HashSet<string> Anchors { get; }

    /// <summary>
    /// All pages that people read: the manual, and those at the root and beside what they are about. What tools make is not among them.
    /// </summary>
    public static IReadOnlyList<ManualPage> All { get; } =
    [
        .. new[] { "docs", "python", "bench", "packages" }
            .SelectMany(folder => Directory.EnumerateFiles(System.IO.Path.Combine(House.Root, folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(House.Root, "*.md"))
            .Select(file => System.IO.Path.GetRelativePath(House.Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(path => new ManualPage(path, File.ReadAllText(System.IO.Path.Combine(House.Root, path)))),
    ];

    /// <summary>The name of a heading: its words in small letters with hyphens, without marks.</summary>
    private static string Slug(string heading) =>
        Mark().Replace(Address().Replace(heading.Trim(), "${text}").ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("`[^`\n]*`", RegexOptions.None, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} (?<text>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"[^\p{L}\p{N}\p{M} _-]", RegexOptions.None, 1000)]
    private static partial Regex Mark();
}
