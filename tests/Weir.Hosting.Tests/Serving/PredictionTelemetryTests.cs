using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Weir.Inference;

namespace Weir.Hosting.Tests.Serving;

public sealed class PredictionTelemetryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_listener_hears_of_requests_batches_failures_and_what_waits()
    {
        using PredictionTelemetry telemetry = new(Meters);
        using GatedQueue gated = new();
        gated.Open();
        List<(string Name, double Value)> heard = [];
        using MeterListener listener = Listen((name, value) => heard.Add((name, value)));
        ManualClock clock = new();
        await using PredictionQueue queue = new(gated.Predictor, time: clock, telemetry: telemetry);
        await queue.PredictAsync(new float[] { 1, 2 });
        await Should.ThrowAsync<ArithmeticException>(() => queue.PredictAsync(new float[] { GatedModule.Poison, 2 }).AsTask());
        // The figures come behind the answers.
        await queue.StopAsync();
        listener.RecordObservableInstruments();
        heard.ShouldBe([
            ("weir.prediction.requests", 1), ("weir.prediction.batch.size", 1), ("weir.prediction.batch.duration", 0),
            ("weir.prediction.requests", 1), ("weir.prediction.failures", 1), ("weir.prediction.batch.size", 1),
            ("weir.prediction.batch.duration", 0), ("weir.prediction.queue.length", 0),
        ]);
    }

    [Fact]
    public async Task A_listener_that_throws_harms_no_request_and_is_told_by_the_health_check()
    {
        using PredictionTelemetry telemetry = new(Meters);
        using GatedQueue gated = new(telemetry: telemetry);
        InvalidOperationException full = new("the disk of the metrics is full");
        using MeterListener listener = Listen((_, _) => throw full);
        Task<Prediction> first = await gated.Occupy(1);
        gated.Module.Gate!.Release();
        (await first).ShouldNotBeNull();
        Task<Prediction> second = await gated.Occupy(2);
        HealthCheckResult health = await Health(gated);
        (health.Status, health.Description, health.Exception).ShouldBe((HealthStatus.Degraded,
            "the last batch was answered, but who listens to the meter threw: the disk of the metrics is full", full));
        listener.Dispose();
        gated.Module.Gate.Release();
        (await second).ShouldNotBeNull();
        Task<Prediction> third = await gated.Occupy(3);
        (await Health(gated)).Status.ShouldBe(HealthStatus.Healthy);
        gated.Open();
        (await third).ShouldNotBeNull();
    }

    private MeterListener Listen(Action<string, double> heard)
    {
        MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Scope == Meters)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => heard(instrument.Name, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => heard(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => heard(instrument.Name, value));
        listener.Start();
        return listener;
    }

    private static Task<HealthCheckResult> Health(GatedQueue gated) =>
        new PredictionHealth(new ServiceCollection().AddSingleton(gated.Queue).BuildServiceProvider())
            .CheckHealthAsync(new HealthCheckContext());
}
