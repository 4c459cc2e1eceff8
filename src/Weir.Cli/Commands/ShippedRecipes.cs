using System.Reflection;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>The recipes that are part of the program, with the tables that some of them read.</summary>
internal static class ShippedRecipes
{
    private const string Prefix = "recipes/", Extension = ".yaml", Schema = "recipe.schema.json";

    private static readonly Assembly s_assembly = typeof(ShippedRecipes).Assembly;

    /// <summary>Their paths below <c>recipes/</c> without <c>.yaml</c>, as <c>digits-mlp</c> and <c>symptoms/zig-zag</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. s_assembly.GetManifestResourceNames().Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.EndsWith(Extension, StringComparison.Ordinal)).Select(name => name[Prefix.Length..^Extension.Length])
                .Order(StringComparer.Ordinal),
    ];

    /// <summary>The recipe of a name or of its last part; null where there is none.</summary>
    public static string? Find(string name)
    {
        name = name.Replace('\\', '/');
        name = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        name = name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : name;
        return Names.FirstOrDefault(each => each == name) ?? Names.FirstOrDefault(each => Last(each) == name);
    }

    /// <summary>The last part of a path.</summary>
    public static string Last(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>The text of a recipe.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Text(string name) => Read(Prefix + name + Extension);

    /// <summary>What a recipe is, in the first sentence of its head.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Gist(string name)
    {
        IEnumerable<string> head = Text(name).Split('\n').TakeWhile(line => line.StartsWith('#'))
            .Where(line => !line.Contains("yaml-language-server", StringComparison.Ordinal));
        string text = string.Join(' ', head.Select(line => line.TrimStart('#').Trim()));
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).TrimEnd('.');
    }

    /// <summary>The tables that a recipe reads: their paths below its folder, and what they hold.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static IReadOnlyList<(string Path, string Text)> Tables(string name)
    {
        Recipe recipe = RecipeReader.Parse(Text(name), Last(name) + Extension);
        string folder = name[..^Last(name).Length];
        return recipe.Data.Request is { File: { } file, Directory: { } directory }
            && s_assembly.GetManifestResourceInfo($"{Prefix}{folder}{directory}/{file}") is not null
            ? [($"{directory}/{file}", Read($"{Prefix}{folder}{directory}/{file}"))]
            : [];
    }

    /// <summary>The schema that editors use: its name, and what it holds.</summary>
    public static (string Path, string Text) SchemaFile() => (Schema, Read(Prefix + Schema));

    private static string Read(string resource)
    {
        using StreamReader reader = new(s_assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
