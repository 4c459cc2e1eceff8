using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>How <see cref="LinearRecipe"/> is written: <c>linear: 100</c> and its options beside it.</summary>
internal sealed class LinearForm(Families families) : LayerForm
{
    // Stands for a layer without biases; it is no initializer's name.
    private static readonly Choice s_none = new("none");

    private readonly RecordForm<LinearRecipe> _form = new RecordForm<LinearRecipe>("a linear layer", new LinearRecipe())
        .Field(
            "linear", "Units of the layer, or 'outputs' for as many as the task has (its classes, 1 for a single number).",
            new WordForm<int?>(new OptionalForm<int>(new IntegerForm<int>(1, 1_000_000)), ("outputs", null), ("classes", null)),
            layer => layer.Units, (layer, value) => layer with { Units = value }, required: true)
        .Option(families, nameof(LinearRecipe.Repeat))
        .Option(families, nameof(LinearRecipe.Activation))
        .Option(families, nameof(LinearRecipe.Weight))
        .Field(
            "bias", "First biases: a name, {name: number}, or 'none' for a layer without.",
            new WordForm<Choice>(families.Initializer, ("none", s_none)),
            layer => layer.HasBias ? layer.Bias! : s_none, (layer, value) => value == s_none ? layer with { HasBias = false }
                : layer with { Bias = value }, otherwise: "zeros")
        .Option(families, nameof(LinearRecipe.WeightNorm))
        .Check(layer => layer.WeightNorm && (!layer.HasBias || layer.Bias is not null)
            ? "'weight-norm' has a bias of its own that begins at zero; leave 'bias' out" : null);

    public override IReadOnlyList<string> Names => ["linear"];

    public override IReadOnlyList<RecordField> Keys => _form.Keys;

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        bool read = _form.Read(at, out LinearRecipe linear);
        layer = linear;
        return read;
    }

    public override YamlDotNet.RepresentationModel.YamlNode? Write(LayerRecipe layer) => layer is LinearRecipe linear ? _form.Write(linear)
        : null;

    public override System.Text.Json.Nodes.JsonObject Schema() => _form.Schema();
}
