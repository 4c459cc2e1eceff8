using System.Text.Json.Nodes;
using Weir.Data;
using Weir.Tensors;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>What is learnt from. Which options a source uses is the source's own word.</summary>
/// <param name="families">What can be named.</param>
internal sealed class DataForm(Families families) : Form<DataRecipe>
{
    private readonly RecordForm<DataRecipe> _form = new RecordForm<DataRecipe>("data", new DataRecipe())
        .Field(
            "source", $"Where the data comes from: {string.Join(", ", families.Registry.Sources.Select(source => source.Name))}. Default "
                + $"{DataSources.All[0].Name}, which is built in.",
            Source(families.Registry), data => data.Source, (data, value) => data with { Source = value })
        .Options(families, data => data.Request, (data, value) => data with { Request = value })
        .Field("standardize", "How inputs are brought to mean 0 and deviation 1, with numbers of the training part. Default none.",
            new WordForm<Standardization>(null, ("none", Standardization.None), ("global", Standardization.Global),
            ("per-feature", Standardization.PerFeature), ("per-channel", Standardization.PerChannel)), data => data.Standardize,
            (data, value) => data with { Standardize = value })
        .Field(
            "targets",
            "Whether target values are brought to mean 0 and deviation 1 for the training, with numbers of the training part: "
                + "standardize or none. Metrics stay in the targets' unit. "
                + "Default standardize for values, where the loss takes any value and the last layer has no function.",
            new WordForm<TargetScaling>(null, ("auto", TargetScaling.Auto), ("standardize", TargetScaling.Standardize),
                ("none", TargetScaling.None)),
            data => data.Targets,
            (data, value) => data with { Targets = value })
        .Field("reconstruct", "Whether the numbers of a sample are its targets as well, as for an auto-encoder. Default false.",
            new BooleanForm(), data => data.Reconstruct, (data, value) => data with { Reconstruct = value })
        .Field("folds", "Into how many parts training and validation part together are cut, for cross-validation. Default: not at all.",
            new OptionalForm<int>(new IntegerForm<int>(2, 1000)), data => data.Folds, (data, value) => data with { Folds = value })
        .Field("fold", "Which of the folds is the validation part, from 1. Default 1.", new IntegerForm<int>(1, 1000), data => data.Fold,
            (data, value) => data with { Fold = value })
        .Field(
            "augment", "Random changes of the training samples, one after the other, before they are scaled. Default: none.",
            new ListForm<Augmentation>(families.Members("augmentation", families.Registry.Augmentations, change => change.Name)), data =>
                data.Augment, (data, value) => data with { Augment = value });

    public override bool Read(Reading at, out DataRecipe value)
    {
        // "data: mnist" is short for "data: {source: mnist}".
        if (at.Node is YamlScalarNode { Value: { Length: > 0 } })
        {
            bool known = Source(families.Registry).Read(at, out string source);
            value = new DataRecipe { Source = source, Place = at.Place };
            return known;
        }

        ShortForm.Lengthen(at.Node, "source");
        if (!_form.Read(at, out value))
            return false;
        value = value with { Place = at.Place };
        IDataSource chosen = families.Registry.FindSource(value.Source);
        bool fits = true;
        foreach (DeclaredOption unused in value.Request.Given().Where(option => !chosen.Options.Contains(option.Name)))
        {
            YamlNode node = ((YamlMappingNode)at.Node).Children.Keys.First(node => ((YamlScalarNode)node).Value == unused.Key);
            string[] used = [.. DeclaredOption.Of(typeof(DataRequest)).Where(option => chosen.Options.Contains(option.Name))
                .Select(option => option.Key)];
            fits = at.Below(node, unused.Key)
                .Fail($"data: source '{chosen.Name}' does not use '{unused.Key}'; it uses {string.Join(", ", used)}");
        }

        return fits;
    }

    public override YamlNode? Write(DataRecipe value)
    {
        var mapping = (YamlMappingNode)_form.Write(value)!;
        return mapping.Children.Count == 1 && mapping.Children[0].Key is YamlScalarNode { Value: "source" } ? mapping.Children[0].Value
            : mapping;
    }

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Source(families.Registry).Schema(), _form.Schema()) };

    private static WordForm<string> Source(RecipeRegistry registry) =>
        new(null, [.. registry.Sources.Select(source => (source.Name, source.Name))]);
}
