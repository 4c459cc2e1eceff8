using System.Text.Json.Nodes;
using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>How seeds are written: how many (1, 2, 3…), or a list of them.</summary>
internal sealed class SeedsForm : Form<ValueList<long>>
{
    private const int Most = 100_000;

    private static readonly ListForm<long> s_list = new(new IntegerForm<long>(long.MinValue, long.MaxValue));

    public override bool Read(Reading at, out ValueList<long> value)
    {
        if (at.Node is YamlSequenceNode)
            return (s_list.Read(at, out value) && value.Distinct().Count() == value.Count)
                || (at.Errors.Count == 0 && at.Fail($"{at.Path}: a seed stands there twice"));
        bool read = new IntegerForm<int>(1, Most).Read(at, out int count);
        value = [.. Enumerable.Range(1, read ? count : 1).Select(seed => (long)seed)];
        return read;
    }

    public override YamlNode? Write(ValueList<long> value) =>
        value.SequenceEqual(Enumerable.Range(1, value.Count).Select(seed => (long)seed)) ? new IntegerForm<int>(1, Most).Write(value.Count)
            : s_list.Write(value);

    public override JsonObject Schema() =>
        new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = Most }, s_list.Schema()) };
}
