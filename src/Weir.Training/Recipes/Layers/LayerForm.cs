using System.Text.Json.Nodes;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Training;

/// <summary>How one kind of layer is written in a recipe.</summary>
internal abstract class LayerForm
{
    /// <summary>The names by which an entry of the model is known to be of this kind.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Its keys; none where its name is all.</summary>
    public virtual IReadOnlyList<RecordField> Keys => [];

    /// <summary>Reads an entry that has one of the names.</summary>
    public abstract bool Read(Reading at, string name, out LayerRecipe layer);

    /// <summary>Writes a layer; null if it is of another kind.</summary>
    public abstract YamlNode? Write(LayerRecipe layer);

    /// <summary>The kind's part of the JSON schema.</summary>
    public abstract JsonObject Schema();
}
