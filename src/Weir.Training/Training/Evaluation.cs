using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Runs a network over a set without learning from it; everything that judges a network on a set goes through here.</summary>
/// <param name="backend">What computes.</param>
/// <param name="lossScale">What brings a loss back to the targets' unit.</param>
internal sealed class Evaluation(Backend backend, double lossScale = 1)
{
    private const int Usual = 1000;
    private const int OfLargeSignals = 100;

    // Of larger images than this fewer come at a time.
    private const int UsualPixels = 64 * 64;

    // A tape of its own, so that large batches do not push the memory of the steps out of cache.
    private readonly Tape _tape = new(backend);

    /// <summary>Bytes that signals have taken so far.</summary>
    public long Bytes => _tape.PoolBytes;

    /// <summary>Samples of a batch.</summary>
    public static int BatchOf(Dataset dataset) => BatchOf(dataset.InputShape, dataset.Tokens);

    /// <summary>Samples of a batch.</summary>
    /// <param name="sample">The shape of one.</param>
    /// <param name="tokens">How many different tokens there are; null where samples are quantities.</param>
    // The signals inside a network of images or sequences are many times as large as a sample.
    public static int BatchOf(Shape sample, int? tokens) => sample.Rank == 3
        ? Math.Clamp((int)((long)OfLargeSignals * UsualPixels / Math.Max(1, (long)sample[0] * sample[1])), 1, OfLargeSignals)
        : sample.Rank > 1 || tokens is not null ? OfLargeSignals : Usual;

    /// <summary>Passes over a set once.</summary>
    /// <param name="model">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="dataset">The set, scaled as in training.</param>
    /// <param name="collectors">Are shown the outputs of each batch.</param>
    /// <returns>The loss of the set: Σ weight·loss / Σ weight over its batches, whatever their size and order.</returns>
    public double Of(Module model, Loss loss, Dataset dataset, params ReadOnlySpan<Action<Tensor, Batch>> collectors)
    {
        BatchLoss batchLoss = new(loss, dataset);
        (double lossSum, double weights) = (0, 0);
        using (model.Evaluating())
        {
            foreach (Batch batch in BatchLoader.Sequential(dataset, BatchOf(dataset)))
            {
                _tape.Begin(recording: false);
                Tensor output = model.Apply(_tape.Input(batch.InputShape, batch.Inputs));
                double weight = batchLoss.WeightOf(batch);
                lossSum += batchLoss.Of(_tape, output, batch).Item() * weight;
                weights += weight;
                foreach (Action<Tensor, Batch> collect in collectors)
                    collect(output, batch);
            }
        }

        _tape.Begin();
        // Of a set of masks in which no pixel counts there is nothing to say.
        return weights == 0 ? 0 : lossSum / weights * lossScale;
    }
}
