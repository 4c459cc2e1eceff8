using System.Text.Encodings.Web;

namespace Weir.Pages;

/// <summary>
/// Names of layers as a page holds them: all of them within a bound, so that it stays small whatever a trace calls its layers.
/// </summary>
internal static class LayerNames
{
    /// <summary>Characters that the paths of a run may take together, as JSON writes them; its kinds may take as many.</summary>
    private const int MostCharacters = 300_000;

    /// <summary>Characters that each name may have, however many there are.</summary>
    private const int Least = 40;

    /// <summary>Layers whose paths and kinds are within the bound.</summary>
    /// <param name="layers">The layers.</param>
    public static IReadOnlyList<FlowLayer> Bounded(IReadOnlyList<FlowLayer> layers)
    {
        IReadOnlyList<string> paths = Bounded([.. layers.Select(layer => layer.Path)]),
            kinds = Bounded([.. layers.Select(layer => layer.Kind)]);
        return [.. layers.Select((layer, i) => layer with { Path = paths[i], Kind = kinds[i] })];
    }

    /// <summary>
    /// Names, each no longer than its share of what there is room for: of longer ones the beginning and the end, which tell the block and
    /// the part. Names that differ still do.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <param name="most">Characters that all may take together, as JSON writes them.</param>
    public static IReadOnlyList<string> Bounded(IReadOnlyList<string> names, int most = MostCharacters)
    {
        if (names.Sum(name => (long)Written(name)) <= most)
            return names;
        int share = Math.Max(Least, most / names.Count);
        string[] cut = [.. names.Select(name => Cut(name, share, "…"))];
        HashSet<string> seen = new(StringComparer.Ordinal), twice = new(StringComparer.Ordinal);
        foreach ((string name, int i) in cut.Select((name, i) => (name, i)))
        {
            if (name != names[i] && !seen.Add(name))
                twice.Add(name);
        }

        return [.. cut.Select((name, i) => twice.Contains(name) ? Cut(names[i], share, $"…{i + 1}…") : name)];
    }

    private static string Cut(string name, int share, string gap)
    {
        int written = Written(name);
        if (written <= share)
            return name;
        // Where JSON needs several characters for one, fewer are kept.
        int side = Math.Max(4, (int)((((double)share * name.Length / written) - gap.Length) / 2));
        return 2 * side >= name.Length ? name : $"{Whole(name[..side])}{gap}{Whole(name[^side..])}";
    }

    /// <summary>Without half of a character that needs two.</summary>
    private static string Whole(string text)
    {
        int from = char.IsLowSurrogate(text[0]) ? 1 : 0, to = char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
        return from < to ? text[from..to] : "";
    }

    private static int Written(string name) => JavaScriptEncoder.Default.Encode(name).Length;
}
