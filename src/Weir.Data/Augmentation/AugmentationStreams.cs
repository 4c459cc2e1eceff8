using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// The random numbers of one batch: a stream for each of its samples, which all augmentations draw from in turn, and one for the batch.
/// </summary>
public sealed class AugmentationStreams
{
    private readonly RandomStream[] _samples;

    /// <summary>Makes the streams of a batch.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="batch">Tells its epoch, its number and its samples.</param>
    internal AugmentationStreams(long seed, Batch batch)
    {
        _samples = new RandomStream[batch.Count];
        for (int i = 0; i < _samples.Length; i++)
            _samples[i] = RandomStream.For(seed, "augment", (batch.Epoch << 32) + batch.Samples[i]);
        OfBatch = RandomStream.For(seed, "mix", (batch.Epoch << 32) + batch.Index);
    }

    /// <summary>The stream of the batch.</summary>
    public RandomStream OfBatch { get; }

    /// <summary>The stream of a sample.</summary>
    /// <param name="index">Its place in the batch, from 0.</param>
    public RandomStream Of(int index) => _samples[index];
}
