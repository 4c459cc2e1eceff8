using System.Diagnostics.Metrics;

namespace Weir.Training.Tests.Observing;

/// <summary>Hears what a run tells the meter from the thread of the test.</summary>
internal sealed class Ear : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _heard = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public Ear(string run)
    {
        _listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == TrainingTelemetry.Name)
                own.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(run, instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(run, instrument, value, tags));
        _listener.Start();
    }

    public IEnumerable<string> Names => _heard.Select(each => each.Name);

    public IReadOnlyList<double> Of(string name) => [.. _heard.Where(each => each.Name == name).Select(each => each.Value)];

    public IReadOnlyList<double> Of(string name, string key, string value) =>
        [.. _heard.Where(each => each.Name == name && each.Tags.Any(tag => tag.Key == key && tag.Value is string text && text == value))
            .Select(each => each.Value)];

    public void Dispose() => _listener.Dispose();

    private void Hear(string run, Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // Tests that run at the same time train on threads of their own.
        if (Environment.CurrentManagedThreadId == _thread && tags[0].Key == "weir.run" && tags[0].Value is string name && name == run)
            _heard.Add((instrument.Name, value, tags.ToArray()));
    }
}
