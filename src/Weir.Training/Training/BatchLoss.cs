using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>The loss of batches of one set: against classes or values, whichever the set has.</summary>
internal sealed class BatchLoss
{
    private readonly Loss _loss;
    private readonly bool _classes;
    private readonly int _width;
    private readonly bool _hasRows;
    private Indices _labels = new();
    private int[] _counted = [], _places = [];
    private float[] _known = [];

    public BatchLoss(Loss loss, Dataset dataset)
    {
        _loss = loss;
        _classes = dataset.Targets is ClassTargets;
        if (dataset.Targets is ValueTargets values)
            (_hasRows, _width) = (values.Positions > 1, values.PositionWidth);
    }

    /// <summary>What the loss of a batch weighs beside those of the others of its set.</summary>
    public double WeightOf(Batch batch) => _classes && batch.Shares.IsEmpty ? _loss.WeightOf(Counted(batch))
        : _hasRows ? Known(batch) : batch.Count;

    public Tensor Of(Tape tape, Tensor output, Batch batch)
    {
        if (_hasRows)
            return OfKnown(tape, output, batch);
        if (!_classes)
            return _loss.Of(output, tape.Input(new Shape(batch.Count, batch.ValueWidth), batch.Values));
        if (!batch.Shares.IsEmpty)
        {
            Tensor shares = tape.Input(new Shape(batch.Count, batch.Classes), batch.Shares);
            // One output that tells two classes apart is that of the second.
            return _loss.Of(output, _loss.IsOneForTwo(output.Shape[^1], batch.Classes) ? shares.Slice(1, 1, 1) : shares);
        }

        if (batch.Labels.Contains(ClassTargets.Ignored))
            return OfCounted(output, batch);
        int labels = batch.Count * batch.Positions;
        // The array is the batch's own; batches are recycled, so that there are few of them.
        if (!ReferenceEquals(_labels.Values, batch.LabelBuffer))
            _labels = new Indices(batch.LabelBuffer, labels);
        else if (_labels.Count != labels)
            _labels.Resize(labels);
        return _loss.Of(output, _labels);
    }

    /// <summary>The loss of the positions that count; 0 where none does.</summary>
    private Tensor OfCounted(Tensor output, Batch batch)
    {
        ReadOnlySpan<int> labels = Counted(batch);
        if (labels.IsEmpty)
            return output.Sum().Scale(0);
        return _loss.Of(RowsOf(output).Gather(new Indices(_places, labels.Length)), new Indices(_counted, labels.Length));
    }

    /// <summary>The loss of the positions whose numbers are known; 0 where those of none are.</summary>
    private Tensor OfKnown(Tape tape, Tensor output, Batch batch)
    {
        int known = Known(batch);
        if (known == 0)
            return output.Sum().Scale(0);
        Tensor rows = RowsOf(output);
        return known * _width == batch.Values.Length ? _loss.Of(rows, tape.Input(new Shape(known, _width), batch.Values))
            : _loss.Of(rows.Gather(new Indices(_places, known)), tape.Input(new Shape(known, _width), _known.AsSpan(0, known * _width)));
    }

    /// <summary>How many positions have numbers that are known; puts them, and where they stand, aside.</summary>
    private int Known(Batch batch)
    {
        ReadOnlySpan<float> values = batch.Values;
        if (_known.Length < values.Length)
            (_known, _places) = (new float[values.Length], new int[values.Length / _width]);
        int count = 0;
        for (int i = 0; i < values.Length; i += _width)
        {
            // The numbers of a position are known all or not at all.
            if (float.IsNaN(values[i]))
                continue;
            values.Slice(i, _width).CopyTo(_known.AsSpan(count * _width));
            _places[count++] = i / _width;
        }

        return count;
    }

    private static Tensor RowsOf(Tensor output) =>
        output.Reshape(new Shape(output.Shape.SizeBefore(output.Shape.Rank - 1), output.Shape[^1]));

    /// <summary>The labels that count, and where they stand.</summary>
    private ReadOnlySpan<int> Counted(Batch batch)
    {
        ReadOnlySpan<int> labels = batch.Labels;
        if (!labels.Contains(ClassTargets.Ignored))
            return labels;
        if (_counted.Length < labels.Length)
            (_counted, _places) = (new int[labels.Length], new int[labels.Length]);
        int count = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] != ClassTargets.Ignored)
                (_counted[count], _places[count++]) = (labels[i], i);
        }

        return _counted.AsSpan(0, count);
    }
}
