using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>The rows of tables.</summary>
/// <param name="files">The tables.</param>
/// <param name="input">What the network takes: a table, or as many numbers as a table has columns.</param>
/// <param name="options">Which columns are kept, and what stands between cells.</param>
internal sealed class TableSamples(IReadOnlyList<string> files, InputSignature input, FilePredictionOptions options)
    : TableFiles(files, options)
{
    private readonly FilePredictionOptions _options = options;
    private readonly int _size = input.SampleShape.Size;
    private TableSchema? _schema;

    /// <inheritdoc/>
    protected override TableSchema SchemaOf(string path) => _schema = input.Table ?? ColumnsOf(path);

    /// <inheritdoc/>
    protected override void Take(SampleBatch batch, DataException? fault)
    {
        try
        {
            Span<float> row = batch.Next;
            fault ??= Rows.TryEncode(row);
            if (fault is null && _schema!.FirstGap(row) is not null)
            {
                _schema.FillGaps(row);
                if (_schema.FirstGap(row) is { } gap)
                    fault = Rows.Gap(gap);
            }

            if (fault is null)
                batch.Add(Place());
        }
        catch (DataException error) when (!error.IsOfFile)
        {
            fault = error;
        }

        if (fault is not null)
            batch.Problems.Add(fault.Message);
    }

    /// <summary>A table for a network that takes numbers without names: its columns in order.</summary>
    private TableSchema ColumnsOf(string path)
    {
        using TableRows rows = TableRows.Open(path, _options.Delimiter, NumberForm.Open);
        string[] names = input.Names is { } known ? [.. known] : [.. rows.Header.Except(_options.Keep)];
        return names.Length == _size
            ? new TableSchema([.. names.Select(name => new TableColumn(name, ColumnKind.Number))], "")
            : throw new DataException($"{path}: it has {names.Length} columns of numbers; the network takes {_size}. Leave other columns "
                + "out, or name them in 'keep'");
    }
}
