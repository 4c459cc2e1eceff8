using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>How a layer is written whose entry is a group of keys, the first of which names it: <c>{conv: 32, kernel: 5}</c>.</summary>
/// <typeparam name="TLayer">The layer's recipe.</typeparam>
/// <param name="name">The key that names it.</param>
/// <param name="form">The keys.</param>
/// <param name="plain">Whether the name alone stands for the layer with all defaults. Default false.</param>
internal sealed class OptionsLayerForm<TLayer>(string name, RecordForm<TLayer> form, bool plain = false) : LayerForm
    where TLayer : LayerRecipe, new()
{
    /// <summary>A layer all of whose options its record declares, the first of them under the layer's name.</summary>
    /// <param name="name">The key that names it.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="families">What choices are made from.</param>
    /// <param name="plain">Whether the name alone stands for the layer with all defaults. Default false.</param>
    public OptionsLayerForm(string name, string what, Families families, bool plain = false)
        : this(name, new RecordForm<TLayer>(what, new TLayer()).Options(families, leading: name), plain)
    {
    }

    public override IReadOnlyList<string> Names { get; } = [name];

    public override IReadOnlyList<RecordField> Keys => form.Keys;

    public override bool Read(Reading at, string name, out LayerRecipe layer)
    {
        if (plain && at.Node is YamlScalarNode)
        {
            layer = new TLayer();
            return true;
        }

        if (plain)
            ShortForm.Lengthen(at.Node, null);
        bool read = form.Read(at, out TLayer found);
        layer = found;
        return read;
    }

    public override YamlNode? Write(LayerRecipe layer)
    {
        if (layer is not TLayer own)
            return null;
        YamlNode? node = form.Write(own);
        return plain && node is YamlMappingNode { Children.Count: 0 } ? new YamlScalarNode(name) : node;
    }

    public override JsonObject Schema() => plain
        ? new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = name }, form.Schema()) } : form.Schema();
}
