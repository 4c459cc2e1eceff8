using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>
/// Keys that are set below a value which stands in its short form, as <c>data.training</c> where the recipe says <c>data: digits</c>. What
/// the short form means at length is known to whoever reads it; until then it lies among the keys, under a key that no text can write.
/// </summary>
internal static class ShortForm
{
    private static readonly YamlScalarNode s_key = new("") { Tag = "tag:weir,short-form" };

    /// <summary>Puts a short form among keys that were set below it.</summary>
    public static void Keep(YamlMappingNode keys, YamlScalarNode value) => keys.Children.Add(s_key, value);

    /// <summary>The short form that keys were set below; null where there is none.</summary>
    public static YamlScalarNode? Of(YamlNode node) =>
        node is YamlMappingNode keys && keys.Children.TryGetValue(s_key, out YamlNode? value) ? (YamlScalarNode)value : null;

    /// <summary>Writes the short form at length, where there is one: as a key with its value, unless that key was set itself.</summary>
    /// <param name="node">The keys.</param>
    /// <param name="key">The key that the short form stands for; null where it stands for none.</param>
    /// <param name="value">The value of that key. Default: the short form.</param>
    public static void Lengthen(YamlNode node, string? key, YamlNode? value = null)
    {
        if (Of(node) is not { } given)
            return;
        YamlMappingNode keys = (YamlMappingNode)node;
        keys.Children.Remove(s_key);
        if (key is not null && !keys.Children.ContainsKey(new YamlScalarNode(key)))
            keys.Children.Add(new YamlScalarNode(key), value ?? given);
    }
}
