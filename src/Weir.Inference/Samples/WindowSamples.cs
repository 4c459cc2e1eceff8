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
internal sealed class WindowSamples(IReadOnlyList<string> files, InputSignature input, FilePredictionOptions options)
    : TableFiles(files, options)
{
    private readonly TableSchema _schema = input.Table!;
    private readonly TableWindow _window = input.Window!;
    private readonly float[] _row = new float[input.Table!.Width()];
    private readonly Dictionary<string, RowHistory> _groups = new(StringComparer.Ordinal);
    private int _group, _time;
    private bool _hasWindow;

    /// <inheritdoc/>
    protected override TableSchema SchemaOf(string path) => _schema;

    /// <inheritdoc/>
    protected override void Begin(string path)
    {
        (_group, _time) = (ColumnOf(_window.Group), ColumnOf(_window.Time));
        _groups.Clear();
        _hasWindow = false;

        int ColumnOf(string? name) => name is null ? -1 : TargetReading.Place(path, Rows, name);
    }

    /// <inheritdoc/>
    protected override void Take(SampleBatch batch, DataException? fault)
    {
        RowHistory? history = null;
        double? moment = null;
        SamplePlace place = default;
        try
        {
            if (fault is null)
            {
                history = HistoryOf(_group < 0 ? "" : Rows.Cell(_group));
                fault = ReadRow();
                moment = _time < 0 ? null : RowMoment.Of(Rows, _time);
                place = Place();
            }
        }
        catch (DataException error) when (!error.IsOfFile)
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
        _hasWindow = true;
        history.Window.CopyTo(batch.Next);
        batch.Add(place);
    }

    /// <inheritdoc/>
    protected override void End(string path, SampleBatch batch)
    {
        if (!_hasWindow)
            batch.Problems.Add($"{path}: nothing is predicted, as the network sees {_window.Rows} rows that follow one another, and "
                + $"{(_window.Group is { } group ? $"no '{group}' of the table" : "the table")} has as many that can be read");
    }

    private RowHistory HistoryOf(string group)
    {
        if (!_groups.TryGetValue(group, out RowHistory? history))
            _groups.Add(group, history = new RowHistory(_window.Rows, _row.Length));
        return history;
    }

    private DataException? ReadRow()
    {
        if (Rows.TryEncode(_row) is { } fault)
            return fault;
        _schema.FillGaps(_row);
        return _schema.FirstGap(_row) is { } gap ? Rows.Gap(gap) : null;
    }

    private void Advance(RowHistory history, double? moment)
    {
        if (moment <= history.Moment)
            throw Rows.Wrong(_time, $"'{Rows.Cell(_time)}' is not later than the row before it"
                + $"{(_window.Group is { } group ? $" of '{Rows.Cell(_group)}' ({group})" : "")}; rows are predicted as they come: sort "
                + "the table by it");
        history.Moment = moment;
    }
}
