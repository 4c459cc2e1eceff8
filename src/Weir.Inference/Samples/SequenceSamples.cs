using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>The sequences of tables: rows of one value of a column, which lie together. One sequence is in memory at a time.</summary>
/// <param name="files">The tables; each begins anew.</param>
/// <param name="input">What the network takes.</param>
/// <param name="options">Which columns are kept, and what stands between cells.</param>
/// <param name="isOfRows">Whether each row is told of by itself.</param>
internal sealed class SequenceSamples(
    IReadOnlyList<string> files, InputSignature input, FilePredictionOptions options, bool isOfRows)
    : TableFiles(files, options)
{
    private readonly TableSchema _schema = input.Table!;
    private readonly TableSequence _sequence = input.Sequence!;
    private readonly float[] _row = new float[input.Table!.Width()];
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly List<float> _entries = [];
    private readonly List<SamplePlace> _places = [];
    private string? _name;
    private SamplePlace _place;
    private double? _moment;
    private bool _isBroken;
    private int _of, _time;

    /// <inheritdoc/>
    protected override TableSchema SchemaOf(string path) => _schema;

    /// <inheritdoc/>
    protected override void Begin(string path)
    {
        (_of, _time) = (TargetReading.Place(path, Rows, _sequence.Column),
            _sequence.Time is { } time ? TargetReading.Place(path, Rows, time) : -1);
        _ended.Clear();
    }

    /// <inheritdoc/>
    protected override void Take(SampleBatch batch, DataException? fault)
    {
        DataException? split = null;
        try
        {
            // A row of too few cells may be of any sequence: of the one that is read, most likely.
            if (fault is null && Rows.Cell(_of) is var name && name != _name)
            {
                Finish(batch);
                (_name, _place) = (name, Place());
                if (!_ended.Add(name))
                    split = Rows.Wrong(_of, $"rows of '{name}' came before, and others between them; sort the table by this column");
            }

            fault ??= ReadRow();
        }
        catch (DataException error) when (!error.IsOfFile)
        {
            fault = error;
        }

        // What its first rows say has been told by now: to leave the others out would not mend it.
        if (split is not null)
            throw split;
        if (fault is null)
        {
            _entries.AddRange(_row);
            if (isOfRows)
                _places.Add(Place());
            return;
        }

        batch.Problems.Add(fault.Message);
        _isBroken = true;
    }

    /// <inheritdoc/>
    protected override void End(string path, SampleBatch batch) => Finish(batch);

    private void Finish(SampleBatch batch)
    {
        if (_name is not null && !_isBroken && _entries.Count > 0)
        {
            if (isOfRows && _places.Count > _sequence.Rows)
            {
                batch.Problems.Add($"{TablePlace.Of(_place.File, _place.Line)}: sequence '{_name}' has {_places.Count} rows, and the "
                    + $"network takes {_sequence.Rows}; cut it into several");
            }
            else
            {
                TableSequence.Fill([.. _entries], batch.Next, _row.Length);
                batch.Add(_place);
                batch.Rows.Add([.. _places]);
            }
        }

        _entries.Clear();
        _places.Clear();
        (_name, _moment, _isBroken) = (null, null, false);
    }

    private DataException? ReadRow()
    {
        if (Rows.TryEncode(_row) is { } fault)
            return fault;
        _schema.FillGaps(_row);
        if (_schema.FirstGap(_row) is { } gap)
            return Rows.Gap(gap);
        if (_time < 0)
            return null;
        double moment = RowMoment.Of(Rows, _time);
        if (moment <= _moment)
        {
            return Rows.Wrong(_time, $"'{Rows.Cell(_time)}' is not later than the row before it of '{_name}' ({_sequence.Column}); sort "
                + "the rows of a sequence by it");
        }

        _moment = moment;
        return null;
    }
}
