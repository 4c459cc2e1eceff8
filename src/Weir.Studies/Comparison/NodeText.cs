using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>Nodes of YAML in a line.</summary>
internal static class NodeText
{
    /// <summary>Writes a node, as in <c>linear: 8, weight: zeros</c>.</summary>
    public static string Of(YamlNode node) => node is YamlMappingNode { Children.Count: > 0 } ? Inner(node)[1..^1] : Inner(node);

    private static string Inner(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode sequence => $"[{string.Join(", ", sequence.Children.Select(Inner))}]",
        YamlMappingNode mapping => $"{{{string.Join(", ", mapping.Children.Select(pair => $"{pair.Key}: {Inner(pair.Value)}"))}}}",
        _ => "",
    };
}
