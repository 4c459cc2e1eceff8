using System.Numerics.Tensors;
using Parquet;
using Parquet.Schema;

namespace Weir.Inference;

/// <summary>Writes predictions as a Parquet file: a group of rows for as many samples as come together.</summary>
internal sealed class ParquetColumnsWriter : PredictionWriter
{
    // Groups of fewer rows make a file larger and slower to read.
    private const int Group = 1 << 16;

    private readonly PredictionColumns _columns;
    private readonly DataField[] _fields;
    private readonly ParquetWriter _writer;
    private readonly List<SamplePlace> _places = [];
    private readonly List<float> _results = [];

    /// <summary>Writes the head of the file.</summary>
    public ParquetColumnsWriter(Stream output, PredictionColumns columns)
    {
        _columns = columns;
        List<DataField> fields = [];
        if (columns.HasFiles)
            fields.Add(new DataField<string>("file", nullable: false));
        if (columns.HasLines)
            fields.Add(new DataField<long>("line"));
        fields.AddRange(columns.Kept.Select(name => new DataField<string>(name, nullable: false)));
        if (columns.IsOfClasses)
            fields.Add(new DataField<string>("prediction", nullable: false));
        fields.AddRange(columns.Numbers.Select(name => new DataField<float>(name)));
        _fields = [.. fields];
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(_fields), output).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<SamplePlace> places, ReadOnlySpan<float> results)
    {
        _places.AddRange(places);
        _results.AddRange(results[..(places.Length * _columns.Width)]);
        if (_places.Count >= Group)
            WriteGroup();
    }

    /// <inheritdoc/>
    public override void End()
    {
        WriteGroup();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void WriteGroup()
    {
        if (_places.Count == 0)
            return;
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        int width = _columns.Width, field = 0;
        float[] results = [.. _results];
        if (_columns.HasFiles)
            Write([.. _places.Select(place => place.File)]);
        if (_columns.HasLines)
            group.WriteAsync<long>(_fields[field++], _places.Select(place => place.Line).ToArray()).GetAwaiter().GetResult();
        for (int i = 0; i < _columns.Kept.Count; i++)
        {
            int column = i;
            Write([.. _places.Select(place => place.Kept![column])]);
        }

        if (_columns.IsOfClasses)
            Write([.. _places.Select((_, row) => _columns.Names[TensorPrimitives.IndexOfMax(results.AsSpan(row * width, width))])]);
        for (int i = 0; i < width; i++)
        {
            float[] column = new float[_places.Count];
            for (int row = 0; row < column.Length; row++)
                column[row] = results[(row * width) + i];
            group.WriteAsync<float>(_fields[field++], column).GetAwaiter().GetResult();
        }

        group.CompleteValidate();
        _places.Clear();
        _results.Clear();

        void Write(string[] cells) => group.WriteAsync(_fields[field++], cells).GetAwaiter().GetResult();
    }
}
