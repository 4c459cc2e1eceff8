using Weir.Inference;

namespace Weir.Hosting;

/// <summary>A request that waits for its batch.</summary>
/// <param name="sample">The numbers of the sample.</param>
/// <param name="arrived">When it came, as a timestamp of the clock.</param>
internal sealed class QueuedRequest(ReadOnlyMemory<float> sample, long arrived)
{
    // What goes on behind an answer must not hold up the next batch.
    private readonly TaskCompletionSource<Prediction> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlyMemory<float> Sample { get; } = sample;

    public long Arrived { get; } = arrived;

    /// <summary>What the caller waits for.</summary>
    public Task<Prediction> Answer => _answer.Task;

    public void GiveUp(CancellationToken cancel) => _answer.TrySetCanceled(cancel);

    public void Answered(Prediction prediction) => _answer.TrySetResult(prediction);

    public void Refused(Exception error) => _answer.TrySetException(error);
}
