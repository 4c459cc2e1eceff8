using System.Text.Json.Nodes;
using Weir.Tensors;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A value whose type is known at run time only, as that of an option which a record declares.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="form">How it is written.</param>
internal sealed class BoxedForm<T>(Form<T> form) : Form<object?>
{
    public override NumberRange? Range => form.Range;

    public override bool Read(Reading at, out object? value)
    {
        bool read = form.Read(at, out T given);
        value = given;
        return read;
    }

    public override YamlNode? Write(object? value) => form.Write((T)value!);

    public override YamlNode? WriteDefault(object? value) => form.WriteDefault((T)value!);

    public override JsonObject Schema() => form.Schema();
}
