using System.Diagnostics.Metrics;

namespace Weir.Hosting.Tests.Serving;

public sealed class PredictionTelemetryTests
{
    [Fact]
    public async Task A_listener_hears_of_requests_batches_failures_and_what_waits()
    {
        using PredictionTelemetry telemetry = new();
        using GatedQueue gated = new();
        gated.Open();
        List<(string Name, double Value)> heard = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name.StartsWith("weir.prediction.", StringComparison.Ordinal))
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => heard.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => heard.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => heard.Add((instrument.Name, value)));
        listener.Start();
        ManualClock clock = new();
        await using PredictionQueue queue = new(gated.Predictor, time: clock, telemetry: telemetry);
        await queue.PredictAsync(new float[] { 1, 2 });
        await Should.ThrowAsync<ArithmeticException>(() => queue.PredictAsync(new float[] { GatedModule.Poison, 2 }).AsTask());
        listener.RecordObservableInstruments();
        heard.ShouldBe([
            ("weir.prediction.requests", 1), ("weir.prediction.batch.size", 1), ("weir.prediction.batch.duration", 0),
            ("weir.prediction.requests", 1), ("weir.prediction.failures", 1), ("weir.prediction.batch.size", 1),
            ("weir.prediction.batch.duration", 0), ("weir.prediction.queue.length", 0),
        ]);
    }
}
