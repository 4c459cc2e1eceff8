using Weir.Training.Forms;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>Writes recipes as YAML that reads as the same recipe. Keys that have their default are left out, but for the name.</summary>
public static class RecipeWriter
{
    /// <summary>Writes a recipe.</summary>
    /// <param name="recipe">What to write.</param>
    /// <exception cref="RecipeException">A part has no written form, as a layer of a type of one's own.</exception>
    public static string Write(Recipe recipe)
    {
        var root = (YamlMappingNode)RegistryForms.Of(recipe.Registry).Recipe.Write(recipe)!;
        foreach ((_, YamlNode node) in root.Children)
        {
            if (node is YamlMappingNode mapping)
                Flow(mapping);
            if (node is not YamlSequenceNode sequence)
                continue;
            foreach (YamlNode entry in sequence.Children)
            {
                if (entry is not YamlMappingNode layer)
                    continue;
                foreach ((_, YamlNode option) in layer.Children)
                    Flow(option);
            }
        }

        return Text(root);
    }

    /// <summary>Writes what stands under <c>data</c> alone, on one line.</summary>
    /// <param name="data">The data.</param>
    /// <param name="registry">What it can name.</param>
    internal static string Write(DataRecipe data, RecipeRegistry registry)
    {
        YamlNode node = RegistryForms.Of(registry).Data.Write(data)!;
        Flow(node);
        return Text(node).TrimEnd();
    }

    private static string Text(YamlNode root)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        string text = writer.ToString().ReplaceLineEndings("\n");
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }

    /// <summary>Groups below the first level stand on one line.</summary>
    private static void Flow(YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
            return;
        mapping.Style = MappingStyle.Flow;
        foreach ((_, YamlNode below) in mapping.Children)
            Flow(below);
    }
}
