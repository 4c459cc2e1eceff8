namespace Weir.Cli.Manual;

/// <summary>A section of the manual on one technique, or on a few that differ in a detail.</summary>
/// <param name="Family">The page that it stands on.</param>
/// <param name="Names">What recipes call it: <c>he-normal</c> and <c>he-uniform</c> share a section.</param>
/// <param name="Text">Markdown below the heading.</param>
internal sealed record Technique(TechniqueFamily Family, IReadOnlyList<string> Names, string Text)
{
    /// <summary>The section as a page of its own.</summary>
    public string Page => $"# {string.Join(", ", Names)} ({Family.Title.ToLowerInvariant()})\n{Text}";
}
