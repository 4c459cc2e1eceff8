using Weir.Inference;

namespace Weir.Hosting;

/// <summary>
/// Takes batches of requests through the network. Where a batch fails, each request is tried alone: one must not spoil others.
/// </summary>
internal sealed class BatchRunner(Predictor predictor, TimeProvider time, PredictionTelemetry? telemetry)
{
    private float[] _samples = [];
    private volatile BatchReport? _last;
    private volatile Exception? _untold;

    public BatchReport? Last => _last;

    /// <summary>What a listener threw that was told of the last batch; null where all heard of it.</summary>
    public Exception? Untold => _untold;

    public void Run(IReadOnlyList<QueuedRequest> batch)
    {
        long began = time.GetTimestamp();
        List<(Prediction? Prediction, Exception? Error)> outcomes = [.. Try(batch)];
        if (batch.Count > 1 && outcomes[0].Error is not null)
            outcomes = [.. batch.SelectMany(request => Try([request]))];
        BatchReport report = new(batch.Count, time.GetUtcNow(), time.GetElapsedTime(began),
            outcomes.Count(outcome => outcome.Error is not null));
        // Who has an answer finds it in the report.
        _last = report;
        for (int i = 0; i < batch.Count; i++)
        {
            if (outcomes[i] is (_, { } error))
                batch[i].Refused(error);
            else
                batch[i].Answered(outcomes[i].Prediction!);
        }

        Tell(report);
    }

    private void Tell(BatchReport report)
    {
        try
        {
            telemetry?.Tell(report);
            _untold = null;
        }
#pragma warning disable CA1031 // Who listens to the meter throws through it. The queue goes on; the health check says what it was.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _untold = error;
        }
    }

    private IEnumerable<(Prediction? Prediction, Exception? Error)> Try(IReadOnlyList<QueuedRequest> batch)
    {
        try
        {
            return predictor.PredictEach(Gather(batch)).Select(prediction => ((Prediction?)prediction, (Exception?)null));
        }
#pragma warning disable CA1031 // Whatever a network throws is the answer to its request; the queue goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Enumerable.Repeat(((Prediction?)null, (Exception?)error), batch.Count);
        }
    }

    private ReadOnlySpan<float> Gather(IReadOnlyList<QueuedRequest> batch)
    {
        int size = predictor.InputSize;
        if (_samples.Length < batch.Count * size)
            _samples = new float[batch.Count * size];
        for (int i = 0; i < batch.Count; i++)
            batch[i].Sample.Span.CopyTo(_samples.AsSpan(i * size, size));
        return _samples.AsSpan(0, batch.Count * size);
    }
}
