using System.Diagnostics.Metrics;
using Weir.Training;

namespace Weir.Hosting;

/// <summary>
/// Tells of a <see cref="PredictionQueue"/> through .NET's own meter <c>Weir</c>: requests, those that failed, how large batches are, how
/// long they take, and how many requests wait.
/// </summary>
public sealed class PredictionTelemetry : IDisposable
{
    private readonly Meter _meter;
    private readonly bool _isOwner;
    private readonly Counter<long> _requests, _failures;
    private readonly Histogram<int> _size;
    private readonly Histogram<double> _duration;
    private PredictionQueue? _queue;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">What makes and keeps meters in a host. Default null: a meter of its own, which ends with this.</param>
    public PredictionTelemetry(IMeterFactory? meters = null)
    {
        (_meter, _isOwner) = meters is null ? (new Meter(TrainingTelemetry.Name), true) : (meters.Create(TrainingTelemetry.Name), false);
        _requests = _meter.CreateCounter<long>("weir.prediction.requests", "{request}", "Requests that went through the network");
        _failures = _meter.CreateCounter<long>("weir.prediction.failures", "{request}", "Requests of those that had no result");
        _size = _meter.CreateHistogram<int>("weir.prediction.batch.size", "{request}", "Requests of a batch");
        _duration = _meter.CreateHistogram<double>("weir.prediction.batch.duration", "s", "Time that the network took for a batch");
        _meter.CreateObservableUpDownCounter("weir.prediction.queue.length", () => _queue?.Waiting ?? 0, "{request}",
            "Requests that wait");
    }

    /// <summary>Ends the meter where it is this one's own.</summary>
    public void Dispose()
    {
        _queue = null;
        if (_isOwner)
            _meter.Dispose();
    }

    internal void Follow(PredictionQueue queue) => _queue = queue;

    internal void Tell(BatchReport batch)
    {
        _requests.Add(batch.Requests);
        if (batch.Failed > 0)
            _failures.Add(batch.Failed);
        _size.Record(batch.Requests);
        _duration.Record(batch.Took.TotalSeconds);
    }
}
