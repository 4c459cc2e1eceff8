using Weir.Data;
using Weir.Training;
using YamlDotNet.RepresentationModel;

namespace Weir.Repair;

/// <summary>Some augmentations, each at a strength, one after the other; none for no change of samples.</summary>
/// <param name="Entries">Which, and at which strengths.</param>
internal sealed record AugmentationPolicy(IReadOnlyList<(AugmentationChoice Choice, int Strength)> Entries)
{
    /// <summary>No change of samples.</summary>
    public static AugmentationPolicy None { get; } = new([]);

    /// <summary>The entries of a recipe's <c>augment</c>.</summary>
    public IReadOnlyList<Augmentation> Augmentations => [.. Entries.Select(entry => entry.Choice.Strengths[entry.Strength])];

    /// <summary>A policy of one augmentation at its usual strength.</summary>
    public static AugmentationPolicy Of(AugmentationChoice choice) => new([(choice, choice.Usual)]);

    /// <summary>Two policies one after the other; null where they hold the same, or two of which a policy holds one.</summary>
    public AugmentationPolicy? With(AugmentationPolicy other)
    {
        var entries = Entries.Concat(other.Entries).ToArray();
        string[] kinds = [.. entries.Select(entry => entry.Choice.Kind ?? entry.Choice.Name)];
        return kinds.Distinct().Count() == kinds.Length ? new AugmentationPolicy(entries) : null;
    }

    /// <summary>The branch that trains a recipe with it.</summary>
    /// <returns>Null where the recipe is trained so as it is.</returns>
    public Arm? ArmOf(Recipe original)
    {
        string id = Entries.Count == 0 ? "none" : string.Join('_', Entries.Select(entry => entry.Choice.Strengths.Count == 1
            ? entry.Choice.Name : $"{entry.Choice.Name}-{entry.Strength + 1}"));
        IReadOnlyList<Augmentation> augmentations = Augmentations;
        return Arm.Of(original, [new Proposal(PolicyRemedy.Instance, id, TextOf(original, augmentations),
            "samples changed so are of the same class or value", recipe =>
                recipe with { Data = recipe.Data with { Augment = [.. augmentations] } })]);
    }

    /// <summary>Augmentations as recipes write them, as in <c>flip, shift: {pixels: 2}</c>.</summary>
    /// <param name="recipe">The recipe whose registry knows them.</param>
    /// <param name="augmentations">The augmentations.</param>
    public static string TextOf(Recipe recipe, IReadOnlyList<Augmentation> augmentations)
    {
        if (augmentations.Count == 0)
            return PolicyReport.Nothing;
        string text = RecipeWriter.Write(recipe with { Data = recipe.Data with { Augment = [.. augmentations] } });
        var root = (YamlMappingNode)YamlText.Read(text, "recipe").Documents[0].RootNode;
        return string.Join(", ", ((YamlSequenceNode)root["data"]["augment"]).Children.Select(Entry));

        static string Entry(YamlNode node) => node is YamlMappingNode { Children.Count: 1 } mapping
            ? $"{FlowYaml.Of(mapping.Children[0].Key)}: {FlowYaml.Of(mapping.Children[0].Value)}" : FlowYaml.Of(node);
    }
}
