using System.Text.Json;
using Weir.Nn;

namespace Weir.Flow;

/// <summary>The traits of a layer as a trace writes them: the names of those that it has, as in <c>batch-statistics</c>.</summary>
internal static class TraceTraits
{
    private static readonly (string Name, LayerTraits Trait)[] s_all =
        [.. Enum.GetValues<LayerTraits>().Where(trait => trait != LayerTraits.None)
            .Select(trait => (JsonNamingPolicy.KebabCaseLower.ConvertName(trait.ToString()), trait))];

    /// <summary>The names of the traits that are set.</summary>
    public static IEnumerable<string> Names(LayerTraits traits) => s_all.Where(entry => traits.HasFlag(entry.Trait))
        .Select(entry => entry.Name);

    /// <summary>The trait of a name; none for one that this program does not know, as of a newer one.</summary>
    public static LayerTraits Named(string name) => s_all.FirstOrDefault(entry => entry.Name == name).Trait;
}
