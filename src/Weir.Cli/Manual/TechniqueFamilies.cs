using System.Text;

namespace Weir.Cli.Manual;

/// <summary>The manual's pages on techniques, which travel inside the program. A new page is a file in <c>docs/techniques</c>.</summary>
internal static class TechniqueFamilies
{
    private const string Folder = "techniques/";

    /// <summary>All pages, by their titles.</summary>
    public static IReadOnlyList<TechniqueFamily> All { get; } =
    [
        .. typeof(TechniqueFamilies).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => new TechniqueFamily(Path.GetFileNameWithoutExtension(name), Read(name)))
            .OrderBy(family => family.Title, StringComparer.Ordinal),
    ];

    /// <summary>The names of all techniques and of all pages.</summary>
    public static IEnumerable<string> Names => All.Select(family => family.Name)
        .Concat(All.SelectMany(family => family.Members).SelectMany(technique => technique.Names)).Distinct();

    /// <summary>What there is of a name: a technique of each family that has one, or a family's whole page.</summary>
    /// <param name="name">As recipes write it; case is of no weight.</param>
    public static IEnumerable<string> Pages(string name) => All.SelectMany(family => Is(family.Name, name) ? [family.Page]
        : family.Members.Where(technique => technique.Names.Any(each => Is(each, name))).Select(technique => technique.Page));

    private static bool Is(string known, string asked) => string.Equals(known, asked, StringComparison.OrdinalIgnoreCase);

    private static string Read(string name)
    {
        using StreamReader reader = new(typeof(TechniqueFamilies).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
