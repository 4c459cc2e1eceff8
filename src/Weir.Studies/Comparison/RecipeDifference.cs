using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>A key that recipes give different values.</summary>
/// <param name="Path">The key's path, as in <c>optimizer.sgd.rate</c>.</param>
/// <param name="Values">What each recipe says, in the order of the recipes; null where it says nothing and has the default.</param>
public sealed record RecipeDifference(string Path, IReadOnlyList<string?> Values)
{
    /// <summary>The keys in which recipes differ, but for their names.</summary>
    /// <param name="recipes">Two recipes or more.</param>
    public static IReadOnlyList<RecipeDifference> Of(IReadOnlyList<Recipe> recipes)
    {
        List<Dictionary<string, string>> all = [];
        List<string> paths = [];
        foreach (Recipe recipe in recipes)
        {
            Dictionary<string, string> keys = [];
            Flatten(RecipeDocument.Of(recipe).Root, "", keys);
            all.Add(keys);
            paths.AddRange(keys.Keys.Where(path => !paths.Contains(path)));
        }

        return
        [
            .. paths.Where(path => path != "name")
                .Select(path => new RecipeDifference(path, [.. all.Select(keys => keys.GetValueOrDefault(path))]))
                .Where(difference => difference.Values.Distinct().Count() > 1),
        ];
    }

    private static void Flatten(YamlNode node, string path, Dictionary<string, string> keys)
    {
        switch (node)
        {
            case YamlScalarNode scalar:
                keys[path] = scalar.Value ?? "";
                break;
            case YamlMappingNode mapping when mapping.Children.Count == 0:
                keys[path] = "{}";
                break;
            case YamlMappingNode mapping:
                foreach ((YamlNode key, YamlNode value) in mapping.Children)
                    Flatten(value, path.Length == 0 ? $"{key}" : $"{path}.{key}", keys);
                break;
            case YamlSequenceNode sequence:
                for (int i = 0; i < sequence.Children.Count; i++)
                    Flatten(sequence.Children[i], $"{path}[{i + 1}]", keys);
                break;
        }
    }
}
