using System.Numerics.Tensors;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// Writes predictions as JSON, an object on each line: <c>{"line":2,"prediction":"setosa","probabilities":{"setosa":0.98,…}}</c>. Numbers
/// that are not finite are null.
/// </summary>
internal sealed class JsonLinesWriter : PredictionWriter
{
    private readonly Stream _output;
    private readonly PredictionColumns _columns;
    private readonly Utf8JsonWriter _json;
    private readonly MemoryStream _text = new();

    /// <summary>Prepares to write.</summary>
    public JsonLinesWriter(Stream output, PredictionColumns columns)
    {
        (_output, _columns) = (output, columns);
        _json = new Utf8JsonWriter(_text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<SamplePlace> places, ReadOnlySpan<float> results)
    {
        _text.SetLength(0);
        for (int i = 0; i < places.Length; i++)
        {
            _json.Reset();
            Write(places[i], results.Slice(i * _columns.Width, _columns.Width));
            _json.Flush();
            _text.WriteByte((byte)'\n');
        }

        _output.Write(_text.GetBuffer(), 0, (int)_text.Length);
    }

    /// <inheritdoc/>
    public override void End()
    {
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _json.Dispose();
        _text.Dispose();
        base.Dispose();
    }

    private void Write(SamplePlace place, ReadOnlySpan<float> row)
    {
        _json.WriteStartObject();
        if (_columns.HasFiles)
            _json.WriteString("file", place.File);
        if (_columns.HasLines)
            _json.WriteNumber("line", place.Line);
        for (int i = 0; i < _columns.Kept.Count; i++)
            _json.WriteString(_columns.Kept[i], place.Kept![i]);
        if (_columns.IsOfClasses)
            _json.WriteString("prediction", _columns.Names[TensorPrimitives.IndexOfMax(row)]);
        if (_columns.Kind == OutputKind.Values && row.Length == 1)
        {
            Write("prediction", row[0]);
        }
        else
        {
            _json.WriteStartObject(_columns.Together);
            WriteNumbers(row);
        }

        _json.WriteEndObject();
    }

    private void WriteNumbers(ReadOnlySpan<float> row)
    {
        for (int i = 0; i < row.Length; i++)
            Write(_columns.Names[i], row[i]);
        _json.WriteEndObject();
    }

    private void Write(string name, float number)
    {
        if (float.IsFinite(number))
            _json.WriteNumber(name, number);
        else
            _json.WriteNull(name);
    }
}
