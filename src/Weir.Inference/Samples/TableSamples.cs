using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>The rows of tables.</summary>
/// <param name="files">The tables.</param>
/// <param name="input">What the network takes: a table, or as many numbers as a table has columns.</param>
/// <param name="options">Which columns are kept, and what stands between cells.</param>
internal sealed class TableSamples(IReadOnlyList<string> files, InputSignature input, FilePredictionOptions options) : SampleSource
{
    private readonly int _size = input.SampleShape.Size;
    private TableEncoder? _rows;
    private TableSchema? _schema;
    private int[] _kept = [];
    private int _file;

    /// <inheritdoc/>
    public override bool HasLines => true;

    /// <summary>Where the columns stand in a table that go to the output as they are.</summary>
    /// <exception cref="DataException">One of them is not there.</exception>
    public static int[] PlacesToKeep(TableEncoder rows, string path, FilePredictionOptions options) =>
        [.. options.Keep.Select(name => rows.IndexOf(name) is >= 0 and int place ? place : throw new DataException(
            $"{path}: there is no column '{name}' to keep; the columns are {string.Join(", ", rows.Header)}"))];

    /// <inheritdoc/>
    public override bool Fill(SampleBatch batch)
    {
        while (!batch.IsFull)
        {
            if (_rows is null && !Open())
                return false;
            if (_rows!.Read(out DataException? fault))
            {
                Take(batch, fault);
                continue;
            }

            _rows.Dispose();
            _rows = null;
            _file++;
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _rows?.Dispose();
        base.Dispose();
    }

    private bool Open()
    {
        if (_file == files.Count)
            return false;
        string path = files[_file];
        _schema = input.Table ?? ColumnsOf(path);
        _rows = new TableEncoder(path, _schema, options.Delimiter);
        _kept = PlacesToKeep(_rows, path, options);
        return true;
    }

    private void Take(SampleBatch batch, DataException? fault)
    {
        try
        {
            Span<float> row = batch.Next;
            fault ??= _rows!.TryEncode(row);
            if (fault is null && _schema!.FirstGap(row) is not null)
            {
                _schema.FillGaps(row);
                if (_schema.FirstGap(row) is { } gap)
                    fault = _rows!.Gap(gap);
            }

            if (fault is null)
                batch.Add(new SamplePlace(files[_file], _rows!.Line, _kept.Length == 0 ? null : [.. _kept.Select(_rows.Cell)]));
        }
        catch (DataException error)
        {
            fault = error;
        }

        if (fault is not null)
            batch.Problems.Add(fault.Message);
    }

    /// <summary>A table for a network that takes numbers without names: its columns in order.</summary>
    private TableSchema ColumnsOf(string path)
    {
        using TableRows rows = TableRows.Open(path, options.Delimiter);
        string[] names = input.Names is { } known ? [.. known] : [.. rows.Header.Except(options.Keep)];
        return names.Length == _size
            ? new TableSchema([.. names.Select(name => new TableColumn(name, ColumnKind.Number))], "")
            : throw new DataException($"{path}: it has {names.Length} columns of numbers; the network takes {_size}. Leave other columns "
                + "out, or name them in 'keep'");
    }
}
