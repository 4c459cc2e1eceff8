using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>A list of names, one or more.</summary>
internal sealed class NamesForm : Form<IReadOnlyList<string>>
{
    private readonly ListForm<string> _list = new(new TextForm());

    public override bool Read(Reading at, out IReadOnlyList<string> value)
    {
        bool read = _list.Read(at, out ValueList<string> names);
        value = names;
        return read;
    }

    public override YamlNode Write(IReadOnlyList<string> value) => _list.Write(new ValueList<string>([.. value]));

    public override JsonObject Schema() => _list.Schema();
}
