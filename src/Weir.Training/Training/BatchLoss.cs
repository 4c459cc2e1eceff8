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

    public BatchLoss(Loss loss, Dataset dataset)
    {
        _loss = loss;
        _classes = dataset.Targets is ClassTargets;
    }

    /// <summary>What the loss of a batch weighs beside those of the others of its set.</summary>
    public double WeightOf(Batch batch) => _classes && batch.Shares.IsEmpty ? _loss.WeightOf(batch.Labels) : batch.Count;

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

        int labels = batch.Count * batch.Positions;
        // The array is the batch's own; batches are recycled, so that there are few of them.
        if (!ReferenceEquals(_labels.Values, batch.LabelBuffer))
            _labels = new Indices(batch.LabelBuffer, labels);
        else if (_labels.Count != labels)
            _labels.Resize(labels);
        return _loss.Of(output, _labels);
    }
}
