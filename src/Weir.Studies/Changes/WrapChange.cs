using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>
/// Puts shortcuts around layers that stand one behind the other: every so many of them become the branch of a residual block.
/// </summary>
/// <param name="path">Which entries.</param>
/// <param name="each">How many a block holds, at most all of them; what is left over at the end stays as it is.</param>
/// <param name="where">Where it was written.</param>
internal sealed class WrapChange(RecipePath path, int each, RecipePlace where) : Change
{
    internal override RecipePlace? Place => where;

    internal override RecipeError? Apply(RecipeDocument document)
    {
        if (document.Root.Children.TryGetValue(new YamlScalarNode("model"), out YamlNode? model) && model is YamlSequenceNode whole)
            document.Unroll(whole);
        IReadOnlyList<RecipeSlot.Entry> entries = path.FindEntries(document);
        YamlSequenceNode list = entries[0].List;
        int first = entries[0].Index, count = entries.Count;
        if (entries[^1].Index != first + count - 1)
            throw new RecipeException(where,
                "residual: the layers do not stand one behind the other; name them by numbers, as model[2 to 7]");
        if (count < each)
            throw new RecipeException(where, $"residual does nothing: '{path}' names {Layers(count)} of {document.File}, and a block is "
                + $"to hold {each}");
        YamlNode[] nodes = [.. entries.Select(entry => entry.Node)];
        for (int i = 0; i < count; i++)
            list.Children.RemoveAt(first);
        int at = first;
        for (int start = 0; start < count; start += each)
        {
            YamlNode[] block = [.. nodes.Skip(start).Take(each)];
            if (block.Length == each)
            {
                list.Children.Insert(at++, new YamlMappingNode { { "residual", new YamlSequenceNode(block) } });
                continue;
            }

            foreach (YamlNode node in block)
                list.Children.Insert(at++, node);
        }

        return null;
    }

    private static string Layers(int count) => count == 1 ? "one layer" : $"{count} layers";
}
