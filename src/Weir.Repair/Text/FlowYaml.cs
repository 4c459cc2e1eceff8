using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Weir.Repair;

/// <summary>Writes YAML nodes on one line, as recipes are written by hand.</summary>
internal static class FlowYaml
{
    /// <summary>A node: <c>{linear: 16, activation: relu}</c>, <c>[a, b]</c> or a word.</summary>
    public static string Of(YamlNode node) => node switch
    {
        YamlScalarNode scalar => Word(scalar),
        YamlSequenceNode sequence => $"[{string.Join(", ", sequence.Children.Select(Of))}]",
        YamlMappingNode mapping => $"{{{Pairs(mapping)}}}",
        _ => node.ToString(),
    };

    /// <summary>An entry of a list: a group of one plain key without its braces.</summary>
    public static string Entry(YamlNode node) => node is YamlMappingNode { Children.Count: 1 } mapping
        && mapping.Children[0].Value is YamlScalarNode
        ? Pairs(mapping) : Of(node);

    private static string Pairs(YamlMappingNode mapping) =>
        string.Join(", ", mapping.Children.Select(pair => $"{Of(pair.Key)}: {Of(pair.Value)}"));

    private static string Word(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        bool plain = text.Length > 0 && scalar.Style is ScalarStyle.Plain or ScalarStyle.Any
            && text.IndexOfAny([',', '[', ']', '{', '}', '#', ':', '\n', '"', '\'', '&', '*', '!', '|', '>', '%', '@', '`']) < 0
            && text.Trim() == text;
        if (plain)
            return text;
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
