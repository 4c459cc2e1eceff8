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

    public BatchLoss(Loss loss, Dataset dataset, int batchSize)
    {
        _loss = loss;
        _classes = dataset.Targets is ClassTargets;
        if (_classes)
            _labels = new Indices(new int[Math.Min(batchSize, dataset.Count)]);
    }

    public Tensor Of(Tape tape, Tensor output, Batch batch)
    {
        if (!_classes)
            return _loss.Of(output, tape.Input(new Shape(batch.Count, batch.ValueWidth), batch.Values));
        // The array is the batch's own; batches are recycled, so that there are few of them.
        if (!ReferenceEquals(_labels.Values, batch.LabelBuffer))
            _labels = new Indices(batch.LabelBuffer, batch.Count);
        else if (_labels.Count != batch.Count)
            _labels.Resize(batch.Count);
        return _loss.Of(output, _labels);
    }
}
