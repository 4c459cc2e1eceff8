using System.Globalization;
using System.Numerics.Tensors;
using System.Text;

namespace Weir.Inference;

/// <summary>Writes predictions as a table in text (RFC 4180, UTF-8).</summary>
internal sealed class CsvWriter : PredictionWriter
{
    // More than the digits of any number.
    private const int Room = 64;

    private readonly Stream _output;
    private readonly PredictionColumns _columns;
    private readonly byte[][] _names;
    private byte[] _text = new byte[1 << 16];
    private int _length;

    /// <summary>Writes the header.</summary>
    public CsvWriter(Stream output, PredictionColumns columns)
    {
        (_output, _columns) = (output, columns);
        _names = [.. columns.Names.Select(name => Encoding.UTF8.GetBytes(Quoted(name)))];
        Add(string.Join(',', columns.Headings().Select(Quoted)) + "\n");
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<SamplePlace> places, ReadOnlySpan<float> results)
    {
        int width = _columns.Width;
        for (int i = 0; i < places.Length; i++)
        {
            ReadOnlySpan<float> row = results.Slice(i * width, width);
            bool isFirst = true;
            if (_columns.HasFiles)
                Add(Separated(Quoted(places[i].File), ref isFirst));
            if (_columns.HasLines)
            {
                Separate(ref isFirst);
                Add(places[i].Line);
            }

            foreach (string cell in places[i].Kept ?? [])
                Add(Separated(Quoted(cell), ref isFirst));
            if (_columns.IsOfClasses)
            {
                Separate(ref isFirst);
                Add(_names[TensorPrimitives.IndexOfMax(row)]);
            }

            foreach (float number in row)
            {
                Separate(ref isFirst);
                Add(number);
            }

            Add("\n"u8);
        }

        Flush();
    }

    /// <inheritdoc/>
    public override void End() => Flush();

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Separated(string cell, ref bool isFirst)
    {
        string text = isFirst ? cell : "," + cell;
        isFirst = false;
        return text;
    }

    private void Separate(ref bool isFirst)
    {
        if (!isFirst)
            Add(","u8);
        isFirst = false;
    }

    private void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (_text.Length - _length < bytes.Length)
            Flush();
        if (_text.Length < bytes.Length)
            _text = new byte[bytes.Length];
        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Add<T>(T number)
        where T : IUtf8SpanFormattable
    {
        if (_text.Length - _length < Room)
            Flush();
        _ = number.TryFormat(_text.AsSpan(_length), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    private void Flush()
    {
        _output.Write(_text, 0, _length);
        _length = 0;
    }
}
