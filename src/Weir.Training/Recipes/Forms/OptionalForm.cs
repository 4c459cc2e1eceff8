using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A value that may be left out.</summary>
/// <typeparam name="T">The kind of value.</typeparam>
/// <param name="form">How it is written where it is given.</param>
internal sealed class OptionalForm<T>(Form<T> form) : Form<T?>
    where T : struct
{
    public override NumberRange? Range => form.Range;

    public override bool Read(Reading at, out T? value)
    {
        bool read = form.Read(at, out T given);
        value = given;
        return read;
    }

    public override YamlNode? Write(T? value) => value is { } given ? form.Write(given) : null;

    public override JsonObject Schema() => form.Schema();
}
