using System.Text.Json.Nodes;
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

    /// <summary>The JSON schema of the written form.</summary>
    public abstract JsonObject Schema();
}
