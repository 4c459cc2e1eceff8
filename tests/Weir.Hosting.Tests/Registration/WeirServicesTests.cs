using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Weir.Data;
using Weir.Inference;
using Weir.Training;

namespace Weir.Hosting.Tests.Registration;

public sealed class WeirServicesTests
{
    private static readonly Dictionary<string, object?> s_row = new() { ["plan"] = "basic", ["calls"] = 6 };

    [Fact]
    public async Task A_host_loads_the_network_predicts_and_ends_the_queue()
    {
        using TemporaryFolder folder = new();
        string run = folder.Churn();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWeirPredictor(run, queue: new PredictionQueueOptions { MostInBatch = 8 });
        builder.Services.AddHealthChecks().AddWeirPredictor();
        using IHost host = builder.Build();
        await host.StartAsync();
        PredictionQueue queue = host.Services.GetRequiredService<PredictionQueue>();
        queue.Options.MostInBatch.ShouldBe(8);
        Prediction said = await queue.PredictAsync(s_row);
        Prediction alone = host.Services.GetRequiredService<Predictor>().Predict(s_row);
        said.Class.ShouldBe("left");
        said.Values.ToArray().ShouldBe(alone.Values.ToArray());
        DataException error = await Should.ThrowAsync<DataException>(
            () => queue.PredictAsync(new Dictionary<string, object?> { ["plan"] = "basic" }).AsTask());
        error.Message.ShouldStartWith("the row has no column 'calls'; the network was trained with plan, calls");
        HealthReportEntry healthy = await Health(host);
        healthy.Status.ShouldBe(HealthStatus.Healthy);
        healthy.Data["waiting"].ShouldBe(0);
        healthy.Data["mostWaiting"].ShouldBe(1024);
        healthy.Data["lastBatch.requests"].ShouldBe(1);
        await host.StopAsync();
        await Should.ThrowAsync<QueueClosedException>(() => queue.PredictAsync(s_row).AsTask());
        (await Health(host)).Status.ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task A_host_does_not_start_where_there_is_no_run()
    {
        using TemporaryFolder folder = new();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWeirPredictor(folder["none"]);
        builder.Services.AddHealthChecks().AddWeirPredictor();
        using IHost host = builder.Build();
        (await Should.ThrowAsync<RunException>(() => host.StartAsync())).Message.ShouldStartWith($"{folder["none"]}: there is no run");
        HealthReportEntry health = await Health(host);
        health.Status.ShouldBe(HealthStatus.Unhealthy);
        health.Description.ShouldStartWith($"the network cannot be loaded: {folder["none"]}");
    }

    [Fact]
    public void Wrong_options_are_told_when_the_services_are_added() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ServiceCollection()
            .AddWeirPredictor("runs/x", queue: new PredictionQueueOptions { MostInBatch = 0 }));

    [Fact]
    public void The_observer_of_a_scope_tells_the_logger_and_the_meters_of_the_host()
    {
        using TemporaryFolder folder = new();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWeir().AddMetrics().AddLogging();
        using IHost host = builder.Build();
        IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
        long steps = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "weir.training.steps" && instrument.Meter.Scope == meters)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => steps += value);
        listener.Start();
        for (int run = 1; run <= 2; run++)
        {
            using IServiceScope scope = host.Services.CreateScope();
            ITrainingObserver observer = scope.ServiceProvider.GetRequiredService<ITrainingObserver>();
            observer.ShouldBeSameAs(scope.ServiceProvider.GetRequiredService<ITrainingObserver>());
            using Trainer trainer = folder.Start("""
                name: hosted
                data: {source: moons, training: 50, validation: 0, test: 0}
                model: [linear: outputs]
                optimizer: {sgd: {rate: 0.1}}
                batch: 10
                epochs: 2
                """);
            trainer.Run(observer);
            steps.ShouldBe(run * 10);
        }
    }

    private static async Task<HealthReportEntry> Health(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["weir"];
}
