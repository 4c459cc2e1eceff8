using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>
/// How one kind of value is written in a recipe. Reader, writer and JSON schema are all made from forms, so that an option
/// is described in one place.
/// </summary>
/// <typeparam name="T">The kind of value.</typeparam>
internal abstract class Form<T>
{
    /// <summary>Reads a value; on a fault notes it, and returns false.</summary>
    public abstract bool Read(Reading at, out T value);

    /// <summary>Writes a value; null where there is nothing to write.</summary>
    public abstract YamlNode? Write(T value);

    /// <summary>The numbers that may be given; null where it is no number, or any will do.</summary>
    public virtual NumberRange? Range => null;

    /// <summary>The keys of a value that is a group of them; none where it is written otherwise.</summary>
    public virtual IReadOnlyList<RecordField> Keys => [];

    /// <summary>Writes a default; null where there is none.</summary>
    public virtual YamlNode? WriteDefault(T value) => value is null ? null : Write(value);

    /// <summary>The JSON schema of the written form.</summary>
    public abstract JsonObject Schema();
}
