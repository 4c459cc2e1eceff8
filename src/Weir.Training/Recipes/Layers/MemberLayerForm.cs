using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>How a layer is written whose name holds its options: <c>batch-norm</c> or <c>batch-norm: {momentum: 0.2}</c>.</summary>
/// <typeparam name="TLayer">The layer's recipe.</typeparam>
/// <param name="name">Its name.</param>
/// <param name="options">Its options.</param>
internal sealed class MemberLayerForm<TLayer>(string name, RecordForm<TLayer> options) : LayerForm
    where TLayer : LayerRecipe, new()
{
    private readonly MemberForm<TLayer> _form = new("layer", new TLayer(), (name, options));

    /// <summary>A layer all of whose options its record declares.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="families">What choices are made from.</param>
    public MemberLayerForm(string name, Families families)
        : this(name, new RecordForm<TLayer>(name, new TLayer()).Options(families))
    {
    }

    public override IReadOnlyList<string> Names { get; } = [name];

    public override IReadOnlyList<RecordField> Keys => options.Keys;

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        bool read = _form.Read(at, out TLayer found);
        layer = found;
        return read;
    }

    public override YamlNode? Write(LayerRecipe layer) => layer is TLayer own ? _form.Write(own) : null;

    public override JsonObject Schema() => _form.Schema();
}
