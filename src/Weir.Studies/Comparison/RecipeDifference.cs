using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>A key that recipes give different values, or a layer that not all of them have.</summary>
/// <param name="Path">
/// The path, as in <c>optimizer.sgd.rate</c> or <c>model[2 to 5].activation</c>. Layers are counted one by one, repeated ones written out,
/// in the first of the recipes that has them.
/// </param>
/// <param name="Values">
/// What each recipe says, in the order of the recipes; null where it gives no value and has the default, and <see cref="NotThere"/> where
/// it has no such layer.
/// </param>
public sealed record RecipeDifference(string Path, IReadOnlyList<string?> Values)
{
    /// <summary>What stands for a layer that is not there: <c>–</c>.</summary>
    public const string NotThere = "–";

    private const string Model = "model";

    /// <summary>What holds where a recipe gives no value, in words; null where that is not told in a few.</summary>
    public string? Default { get; init; }

    /// <summary>What holds in each recipe, in words: where it gives no value the default, as in <c>32 (default)</c>.</summary>
    public IReadOnlyList<string> Texts =>
        [.. Values.Select(value => value ?? (Default is { } words ? $"{words} (default)" : "default"))];

    /// <summary>The keys in which recipes differ, but for their names.</summary>
    /// <param name="recipes">Two recipes or more.</param>
    public static IReadOnlyList<RecipeDifference> Of(IReadOnlyList<Recipe> recipes) =>
        OfDocuments([.. recipes.Select(RecipeDocument.Of)], recipes[0].Registry);

    /// <summary>The same of recipes as they are written; they are changed.</summary>
    /// <param name="recipes">Two recipes or more.</param>
    /// <param name="registry">What they can name.</param>
    internal static IReadOnlyList<RecipeDifference> OfDocuments(IReadOnlyList<RecipeDocument> recipes, RecipeRegistry registry)
    {
        List<YamlNode?> roots = [];
        foreach (RecipeDocument document in recipes)
        {
            document.Root.Children.Remove(new YamlScalarNode("name"));
            if (document.Root.Children.TryGetValue(new YamlScalarNode(Model), out YamlNode? model))
                Unroll(document, model);
            roots.Add(document.Root);
        }

        return [.. Between("", roots).Select(each => each.Values.Contains(null)
            ? each with { Default = RecipeDefaults.Of(each.Path, registry) } : each)];
    }

    private static void Unroll(RecipeDocument document, YamlNode node)
    {
        if (node is YamlSequenceNode list)
            document.Unroll(list);
        foreach (YamlNode child in node is YamlMappingNode mapping ? mapping.Children.Values
            : (node as YamlSequenceNode)?.Children ?? Enumerable.Empty<YamlNode>())
            Unroll(document, child);
    }

    private static IEnumerable<RecipeDifference> Between(string path, IReadOnlyList<YamlNode?> nodes)
    {
        YamlNode[] given = [.. nodes.OfType<YamlNode>()];
        if (given.All(node => node is YamlMappingNode) && Keys(given).Any() && !AreMembers(given))
            return Keys(given).SelectMany(key =>
                Between(path.Length == 0 ? key : $"{path}.{key}", [.. nodes.Select(node => Get(node, key))]));
        if (given.All(node => node is YamlSequenceNode) && given.Any(node => ((YamlSequenceNode)node).Children.Any(IsLayer)))
            return LayerDifference.Between(path, [.. nodes.Select(node => node as YamlSequenceNode)], Between);
        string?[] texts = [.. nodes.Select(node => node switch
        {
            null => null,
            YamlMappingNode { Children.Count: 0 } => "{}",
            _ => NodeText.Of(node),
        })];
        return texts.Distinct().Count() > 1 ? [new RecipeDifference(path, texts)] : [];

        bool IsLayer(YamlNode node) => node is YamlMappingNode || path == Model;
    }

    private static YamlNode? Get(YamlNode? node, string key) =>
        node is YamlMappingNode group && group.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? value) ? value : null;

    private static IEnumerable<string> Keys(IEnumerable<YamlNode> groups) =>
        groups.SelectMany(group => ((YamlMappingNode)group).Children.Keys).Select(key => $"{key}").Distinct();

    // Two members of a family, as {sgd: {…}} and {adam: {…}}, have no keys in common.
    private static bool AreMembers(YamlNode[] groups) => groups.Length > 1
        && groups.All(group => ((YamlMappingNode)group).Children.Count == 1) && Keys(groups).Count() > 1;
}
