using System.Text.Json.Nodes;
using Weir.Data;
using Weir.Tensors;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>What is learnt from. Which options a source uses is the source's own word.</summary>
internal sealed class DataForm : Form<DataRecipe>
{
    private readonly Families _families;
    private readonly RecordForm<DataRecipe> _form;

    /// <summary>Makes the form.</summary>
    /// <param name="families">What can be named.</param>
    public DataForm(Families families)
        : this(families, Keyed(families))
    {
        _form.Field("else", "What is taken where the data of the source is not there: another group of these keys, or a list of them, of "
            + "which the first is taken that is there. What it does not say it has from this one, as far as its source uses it.",
            new OneOrMoreForm<DataRecipe>(new DataForm(families, Keyed(families))), data => data.Else, (data, value) =>
            data with { Else = value }, otherwise: "nothing");
    }

    private DataForm(Families families, RecordForm<DataRecipe> form) => (_families, _form) = (families, form);

    private static RecordForm<DataRecipe> Keyed(Families families) => new RecordForm<DataRecipe>("data", new DataRecipe())
        .Field(
            "source", $"Where the data comes from: {string.Join(", ", families.Registry.Sources.Select(source => source.Name))}.",
            Source(families.Registry), data => data.Source, (data, value) => data with { Source = value })
        .Options(families, data => data.Request, (data, value) => data with { Request = value })
        .Options(families)
        .Field(
            "augment", "Random changes of the training samples, one after the other, before they are scaled.",
            new ListForm<Augmentation>(families.Members("augmentation", families.Registry.Augmentations, change => change.Name)), data =>
                data.Augment, (data, value) => data with { Augment = value }, otherwise: "none");

    public override IReadOnlyList<RecordField> Keys => _form.Keys;

    public override bool Read(Reading at, out DataRecipe value)
    {
        // "data: mnist" is short for "data: {source: mnist}".
        if (at.Node is YamlScalarNode { Value: { Length: > 0 } })
        {
            bool known = Source(_families.Registry).Read(at, out string source);
            value = new DataRecipe { Source = source, Place = at.Place };
            return known;
        }

        ShortForm.Lengthen(at.Node, "source");
        if (!_form.Read(at, out value))
            return false;
        value = value with { Place = at.PlaceWithValues() };
        IDataSource chosen = _families.Registry.FindSource(value.Source);
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

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Source(_families.Registry).Schema(), _form.Schema()) };

    private static WordForm<string> Source(RecipeRegistry registry) =>
        new(null, [.. registry.Sources.Select(source => (source.Name, source.Name))]) { Family = "source of data" };
}
