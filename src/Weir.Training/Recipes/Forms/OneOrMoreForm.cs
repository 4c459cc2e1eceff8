using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A thing, or a list of such things.</summary>
/// <typeparam name="T">The kind of thing.</typeparam>
/// <param name="entry">How one is written.</param>
internal sealed class OneOrMoreForm<T>(Form<T> entry) : Form<ValueList<T>>
{
    private readonly ListForm<T> _list = new(entry);

    public override bool Read(Reading at, out ValueList<T> value)
    {
        if (at.Node is YamlSequenceNode)
            return _list.Read(at, out value);
        bool read = entry.Read(at, out T one);
        value = [one];
        return read;
    }

    public override YamlNode? Write(ValueList<T> value) =>
        value.Count == 0 ? null : value.Count == 1 ? entry.Write(value[0]) : _list.Write(value);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(entry.Schema(), _list.Schema()) };
}
