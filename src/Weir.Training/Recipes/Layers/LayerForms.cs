using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>An entry of the model: a layer of any kind. A new kind is a line here.</summary>
internal sealed class LayerForms : Form<LayerRecipe>
{
    public LayerForms(Families families)
    {
        All = [.. Known(families), .. families.Registry.OwnLayers.Select(own => new OwnLayerForm(own.Key, own.Value, families))];
        Names = [.. All.SelectMany(form => form.Names)];
    }

    /// <summary>All layers.</summary>
    public IReadOnlyList<LayerForm> All { get; }

    /// <summary>The names of all layers.</summary>
    public IReadOnlyList<string> Names { get; }

    private LayerForm[] Known(Families families) =>
    [
        new LinearForm(families),
        new ActivationForm(families),
        new MemberLayerForm<PReluRecipe>("prelu", families),
        new PlainLayerForm<FlattenRecipe>("flatten"),
        ReshapeRecipe.Form,
        new PlainLayerForm<SoftmaxRecipe>("softmax"),
        ConvRecipe.Form(families),
        new ConvBlockForm(families),
        new OptionsLayerForm<ConvTransposeRecipe>("conv-transpose", "a transposed convolution", families),
        new MemberLayerForm<SqueezeExciteRecipe>("squeeze-excite", families),
        new MemberLayerForm<MaxPoolRecipe>("max-pool", families),
        new MemberLayerForm<AveragePoolRecipe>("average-pool", families),
        new PlainLayerForm<GlobalAveragePoolRecipe>("global-average-pool"),
        UpsampleRecipe.Form(families),
        new MemberLayerForm<BatchNormRecipe>("batch-norm", families),
        new PlainLayerForm<LayerNormRecipe>("layer-norm"),
        new PlainLayerForm<RmsNormRecipe>("rms-norm"),
        new MemberLayerForm<GroupNormRecipe>("group-norm", families),
        new OptionsLayerForm<DropoutRecipe>("dropout", "dropout", families, plain: true),
        new OptionsLayerForm<ScaleRecipe>("scale", "scale", families),
        ResidualRecipe.Form(new NestedLayers(this), families),
        ConcatRecipe.Form(new NestedLayers(this), families),
        EmbeddingRecipe.Form(families),
        new PositionalEncodingForm(),
        new OptionsLayerForm<SimpleRnnRecipe>("simple-rnn", "simple-rnn", families),
        new OptionsLayerForm<LstmRecipe>("lstm", "lstm", families),
        new OptionsLayerForm<GruRecipe>("gru", "gru", families),
        new OptionsLayerForm<TransformerRecipe>("transformer", "transformer blocks", families),
        NetworkForm.Make(families),
        new OptionsLayerForm<OnnxRecipe>("onnx", "an ONNX file", families),
    ];

    public override bool Read(Reading at, out LayerRecipe value)
    {
        value = new FlattenRecipe();
        string[] words = at.Node switch
        {
            YamlScalarNode scalar => [scalar.Value ?? ""],
            _ when ShortForm.Of(at.Node) is { } given => [given.Value!],
            YamlMappingNode mapping => [.. mapping.Children.Keys.Select(key => (key as YamlScalarNode)?.Value ?? "")],
            _ => [],
        };
        if (words.Length == 0 || words.All(string.IsNullOrEmpty))
            return at.Fail($"{at.Path}: expected a layer, found {at.Found}; the layers are {string.Join(", ", Names)}");
        string? name = words.FirstOrDefault(Names.Contains);
        if (name is null)
            return at.Fail($"{at.Path}: there is no layer '{words[0]}'; the layers are {string.Join(", ", Names)}",
                words.Select(word => Spelling.Nearest(word, Names)).FirstOrDefault(found => found is not null), $"layer '{words[0]}'");
        if (!All.First(form => form.Names.Contains(name)).Read(at, name, out LayerRecipe layer))
            return false;
        value = layer with { Place = at.Place };
        return true;
    }

    public override YamlNode Write(LayerRecipe value) =>
        All.Select(form => form.Write(value)).FirstOrDefault(node => node is not null)
        ?? throw new RecipeException($"a layer of type {value.GetType().Name} has no written form; add one to LayerForms");

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray([.. All.Select(form => (JsonNode)form.Schema())]) };
}
