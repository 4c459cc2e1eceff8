using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// The windows of tables: one for each row that has as many before it as it takes, which is told by that row. Only the last rows of each
/// group are in memory.
/// </summary>
/// <param name="files">The tables; each begins anew.</param>
/// <param name="input">What the network takes.</param>
/// <param name="options">Which columns are kept, and what stands between cells.</param>
internal sealed class WindowSamples(IReadOnlyList<string> files, InputSignature input, FilePredictionOptions options) : SampleSource
{
    private readonly TableSchema _schema = input.Table!;
    private readonly TableWindow _window = input.Window!;
    private readonly float[] _row = new float[input.Table!.Width()];
    private readonly Dictionary<string, RowHistory> _groups = new(StringComparer.Ordinal);
    private TableEncoder? _rows;
    private int[] _kept = [];
    private int _group, _time, _file;

    /// <inheritdoc/>
    public override bool HasLines => true;

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
        _rows = new TableEncoder(path, _schema, options.Delimiter);
        (_group, _time) = (Place(_window.Group), Place(_window.Time));
        _kept = TableSamples.PlacesToKeep(_rows, path, options);
        _groups.Clear();
        return true;

        int Place(string? column) => column is null ? -1 : TargetReading.Place(path, _rows, column);
    }

    private void Take(SampleBatch batch, DataException? fault)
    {
        RowHistory? history = null;
        double? moment = null;
        string[]? kept = null;
        try
        {
            if (fault is null)
            {
                history = HistoryOf(_group < 0 ? "" : _rows!.Cell(_group));
                fault = ReadRow();
                moment = _time < 0 ? null : MomentOf(_rows!.Cell(_time));
                kept = _kept.Length == 0 ? null : [.. _kept.Select(_rows!.Cell)];
            }
        }
        catch (DataException error)
        {
            fault = error;
        }

        if (fault is not null)
        {
            batch.Problems.Add(fault.Message);
            // What comes next does not follow what came before; where not even the group can be told, in none of them.
            foreach (RowHistory each in history is null ? [.. _groups.Values] : new[] { history })
                each.Break();
            return;
        }

        Advance(history!, moment);
        history!.Add(_row);
        if (!history.IsFull)
            return;
        history.Window.CopyTo(batch.Next);
        batch.Add(new SamplePlace(files[_file], _rows!.Line, kept));
    }

    private RowHistory HistoryOf(string group)
    {
        if (!_groups.TryGetValue(group, out RowHistory? history))
            _groups.Add(group, history = new RowHistory(_window.Rows, _row.Length));
        return history;
    }

    private DataException? ReadRow()
    {
        if (_rows!.TryEncode(_row) is { } fault)
            return fault;
        _schema.FillGaps(_row);
        return _schema.FirstGap(_row) is { } gap ? _rows.Gap(gap) : null;
    }

    private double MomentOf(string cell) => RowMoment.Of(cell) ?? throw _rows!.Wrong(_time, RowMoment.Wrong(cell));

    private void Advance(RowHistory history, double? moment)
    {
        if (moment <= history.Moment)
            throw _rows!.Wrong(_time, $"'{_rows.Cell(_time)}' is not later than the row before it"
                + $"{(_window.Group is { } group ? $" of '{_rows.Cell(_group)}' ({group})" : "")}; rows are predicted as they come: sort "
                + "the table by it");
        history.Moment = moment;
    }
}
