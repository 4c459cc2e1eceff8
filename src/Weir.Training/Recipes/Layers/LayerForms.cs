using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>An entry of the model: a layer of any kind. A new kind is a line here.</summary>
internal sealed class LayerForms : Form<LayerRecipe>
{
    private static readonly LayerForm[] s_all =
    [
        new LinearForm(),
        new ActivationForm(),
        new PReluForm(),
        new PlainLayerForm<FlattenRecipe>("flatten"),
        new PlainLayerForm<SoftmaxRecipe>("softmax"),
        ConvRecipe.Form,
        new ConvBlockForm(),
        SqueezeExciteRecipe.Form,
        MaxPoolRecipe.Form,
        AveragePoolRecipe.Form,
        new PlainLayerForm<GlobalAveragePoolRecipe>("global-average-pool"),
        BatchNormRecipe.Form,
        new PlainLayerForm<LayerNormRecipe>("layer-norm"),
        new PlainLayerForm<RmsNormRecipe>("rms-norm"),
        GroupNormRecipe.Form,
        DropoutRecipe.Form,
        ResidualRecipe.Form(new NestedLayers()),
        EmbeddingRecipe.Form,
        new PositionalEncodingForm(),
        SimpleRnnRecipe.Form,
        LstmRecipe.Form,
        GruRecipe.Form,
        TransformerRecipe.Form,
        NetworkRecipe.Form,
    ];

    private static readonly string[] s_names = [.. s_all.SelectMany(form => form.Names)];

    public override bool Read(Reading at, out LayerRecipe value)
    {
        value = new FlattenRecipe();
        string[] words = at.Node switch
        {
            YamlScalarNode scalar => [scalar.Value ?? ""],
            YamlMappingNode mapping => [.. mapping.Children.Keys.Select(key => (key as YamlScalarNode)?.Value ?? "")],
            _ => [],
        };
        if (words.Length == 0 || words.All(string.IsNullOrEmpty))
            return at.Fail($"{at.Path}: expected a layer, found {at.Found}; the layers are {string.Join(", ", s_names)}");
        string? name = words.FirstOrDefault(s_names.Contains);
        if (name is null)
            return at.Fail($"{at.Path}: there is no layer '{words[0]}'; the layers are {string.Join(", ", s_names)}", words.Select(word => Spelling.Nearest(word, s_names)).FirstOrDefault(found => found is not null));
        if (!s_all.First(form => form.Names.Contains(name)).Read(at, name, out LayerRecipe layer))
            return false;
        value = layer with { Place = at.Place };
        return true;
    }

    public override YamlNode Write(LayerRecipe value) =>
        s_all.Select(form => form.Write(value)).FirstOrDefault(node => node is not null)
        ?? throw new RecipeException($"a layer of type {value.GetType().Name} has no written form; add one to LayerForms");

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray([.. s_all.Select(form => (JsonNode)form.Schema())]) };
}
