using System.Text.Json.Nodes;
using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>Published figures: their source, and values with the levels that they are of.</summary>
internal sealed class PublishedForm : Form<ValueList<PublishedFigure>>
{
    /// <summary>The key of a figure beside the levels that it is of.</summary>
    public const string Value = "value";

    private static readonly RecordForm<Publication> s_form = new RecordForm<Publication>("the published figures", new Publication("", []))
        .Field("source", "Where they stand.", new TextForm(), publication => publication.Source, (publication, value) =>
            publication with { Source = value }, required: true)
        .Field("values", "The figures, each with the levels that it is of, as {network: relu, value: 97.3 %}.",
            new ListForm<PublishedFigure>(new FigureForm()), publication => publication.Values, (publication, value) =>
            publication with { Values = value }, required: true);

    public override bool Read(Reading at, out ValueList<PublishedFigure> value)
    {
        bool read = s_form.Read(at, out Publication publication);
        value = [.. publication.Values.Select(figure => figure with { Source = publication.Source })];
        return read;
    }

    public override YamlNode? Write(ValueList<PublishedFigure> value) => value.Count == 0 ? null
        : s_form.Write(new Publication(string.Join("; ", value.Select(figure => figure.Source).Distinct()), value));

    public override JsonObject Schema() => s_form.Schema();

    private sealed record Publication(string Source, ValueList<PublishedFigure> Values);
}
