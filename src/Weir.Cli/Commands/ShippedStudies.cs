using System.Reflection;
using Weir.Studies;

namespace Weir.Cli.Commands;

/// <summary>The studies that are part of the program.</summary>
internal static class ShippedStudies
{
    private const string Prefix = "studies/", Extension = ".yaml";

    private static readonly Assembly s_assembly = typeof(ShippedStudies).Assembly;

    /// <summary>Their names, as <c>batch-norm</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. s_assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Extension.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads one; the recipes that it names are part of the program too.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="quick">Whether its short form is wanted.</param>
    public static Study Read(string name, bool quick)
    {
        using StreamReader reader = new(s_assembly.GetManifestResourceStream(Prefix + name + Extension)!);
        return StudyReader.Parse(reader.ReadToEnd(), name + Extension, quick, recipe =>
            ShippedRecipes.Find(recipe) is { } shipped ? ShippedRecipes.Text(shipped) : null);
    }
}
