using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A list of one entry or more.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
/// <param name="entry">How an entry is written.</param>
internal sealed class ListForm<T>(Form<T> entry) : Form<ValueList<T>>
{
    public override bool Read(Reading at, out ValueList<T> value)
    {
        value = [];
        if (at.Node is not YamlSequenceNode sequence || sequence.Children.Count == 0)
            return at.Fail($"{at.Path}: expected a list of one entry or more, found "
                + $"{(at.Node is YamlSequenceNode ? "an empty one" : at.Found)}");
        bool read = true;
        T[] entries = new T[sequence.Children.Count];
        for (int i = 0; i < entries.Length; i++)
            read &= entry.Read(at.Entry(sequence.Children[i], i + 1), out entries[i]);
        value = new ValueList<T>(entries);
        return read;
    }

    public override YamlNode Write(ValueList<T> value) => new YamlSequenceNode(value.Select(item => entry.Write(item)!));

    public override JsonObject Schema() => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = entry.Schema() };
}
