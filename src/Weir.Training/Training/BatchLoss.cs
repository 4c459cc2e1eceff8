using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>The loss of batches of one set: against classes or values, whichever the set has.</summary>
internal sealed class BatchLoss
{
    private readonly Loss _loss;
    private readonly bool _classes;
    private Indices _labels = new();
    private int[] _counted = [], _places = [];

    public BatchLoss(Loss loss, Dataset dataset)
    {
        _loss = loss;
        _classes = dataset.Targets is ClassTargets;
    }

    /// <summary>What the loss of a batch weighs beside those of the others of its set.</summary>
    public double WeightOf(Batch batch) => _classes && batch.Shares.IsEmpty ? _loss.WeightOf(Counted(batch)) : batch.Count;

    public Tensor Of(Tape tape, Tensor output, Batch batch)
    {
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
        Tensor rows = output.Reshape(new Shape(output.Shape.SizeBefore(output.Shape.Rank - 1), output.Shape[^1]));
        return _loss.Of(rows.Gather(new Indices(_places, labels.Length)), new Indices(_counted, labels.Length));
    }

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
