using System.Diagnostics;

namespace Weir.Training.Tests.Observing;

/// <summary>Collects the activities of one run.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<Activity> _ended = [];

    public Spans(string run)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TrainingTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (_ended)
                {
                    if (activity.GetTagItem("weir.run") is string name && name == run)
                        _ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Ended
    {
        get
        {
            lock (_ended)
                return [.. _ended];
        }
    }

    public void Dispose() => _listener.Dispose();
}
