using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Runs a network over a set without learning from it.</summary>
/// <param name="backend">What computes.</param>
/// <param name="lossScale">What brings a loss back to the targets' unit.</param>
internal sealed class Evaluation(Backend backend, double lossScale = 1)
{
    private const int Usual = 1000;
    private const int OfLargeSignals = 100;

    // A tape of its own, so that large batches do not push the memory of the steps out of cache.
    private readonly Tape _tape = new(backend);

    /// <summary>Bytes that signals have taken so far.</summary>
    public long Bytes => _tape.PoolBytes;

    /// <summary>Samples of a batch.</summary>
    // The signals inside a network of images or sequences are many times as large as a sample.
    public static int BatchOf(Dataset dataset) => dataset.InputShape.Rank > 1 || dataset.Tokens is not null ? OfLargeSignals : Usual;

    public EvaluationMetrics Of(Module model, Loss loss, Dataset dataset)
    {
        int batchSize = BatchOf(dataset);
        BatchLoss batchLoss = new(loss, dataset);
        OutputScore score = new(dataset, batchSize, loss);
        double lossSum = 0;
        using (model.Evaluating())
        {
            foreach (Batch batch in BatchLoader.Sequential(dataset, batchSize))
            {
                _tape.Begin(recording: false);
                Tensor output = model.Apply(_tape.Input(batch.InputShape, batch.Inputs));
                lossSum += (double)batchLoss.Of(_tape, output, batch).Item() * batch.Count;
                score.Add(output, batch);
            }
        }

        _tape.Begin();

        return new EvaluationMetrics(lossSum / dataset.Count * lossScale, score.Accuracy, score.R2);
    }
}
