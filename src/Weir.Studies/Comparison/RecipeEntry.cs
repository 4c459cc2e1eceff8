using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>A layer of a recipe's list, or the function that is written in it: either may be there without the other.</summary>
internal sealed class RecipeEntry
{
    private const string Function = "activation";
    private static readonly HashSet<string> s_functions = [.. Nn.Activations.All.Keys];
    private readonly HashSet<string> _leaves;

    private RecipeEntry(int number, YamlNode node, YamlNode whole, bool isInLayer)
    {
        (Number, Node, Whole, IsInLayer, Text) = (number, node, whole, isInLayer, NodeText.Of(node));
        string name = EntrySelector.NameOf(node);
        Kind = isInLayer || s_functions.Contains(name) ? Function : name;
        _leaves = [.. Text.Split(", ")];
    }

    /// <summary>Its place in the list, from 1; a function in a layer has that of the layer.</summary>
    public int Number { get; }

    /// <summary>What is compared: a layer without its function, or the function.</summary>
    public YamlNode Node { get; }

    /// <summary>The layer as it is written, with its function.</summary>
    public YamlNode Whole { get; }

    /// <summary>Whether it is the function of a layer.</summary>
    public bool IsInLayer { get; }

    /// <summary>What it says.</summary>
    public string Text { get; }

    /// <summary>What it is: the layer's name, or that it is a function.</summary>
    public string Kind { get; }

    /// <summary>The entries of a list, with functions by themselves.</summary>
    public static IReadOnlyList<RecipeEntry> Of(YamlSequenceNode? list)
    {
        List<RecipeEntry> entries = [];
        for (int i = 0; i < (list?.Children.Count ?? 0); i++)
        {
            YamlNode node = list!.Children[i];
            YamlScalarNode key = new(Function);
            if (node is not YamlMappingNode layer || !layer.Children.TryGetValue(key, out YamlNode? function))
            {
                entries.Add(new RecipeEntry(i + 1, node, node, isInLayer: false));
                continue;
            }

            YamlMappingNode rest = new(layer.Children.Where(pair => !pair.Key.Equals(key)));
            entries.Add(new RecipeEntry(i + 1, rest, node, isInLayer: false));
            entries.Add(new RecipeEntry(i + 1, function, node, isInLayer: true));
        }

        return entries;
    }

    /// <summary>How much two entries have in common: 3 where they are the same, from 1 for another of the kind, else nothing.</summary>
    public double Likeness(RecipeEntry other)
    {
        if (Text == other.Text && Kind == other.Kind)
            return 3;
        if (Kind != other.Kind)
            return 0;
        int common = _leaves.Count(other._leaves.Contains);
        return 1 + ((double)common / Math.Max(1, _leaves.Count + other._leaves.Count - common));
    }
}
