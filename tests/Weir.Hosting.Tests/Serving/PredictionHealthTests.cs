using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Weir.Inference;

namespace Weir.Hosting.Tests.Serving;

public sealed class PredictionHealthTests
{
    [Fact]
    public async Task A_queue_that_is_nearly_full_is_degraded_and_well_again_when_it_is_empty()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { MostWaiting = 5 });
        Task<Prediction> first = await gated.Occupy(0);
        List<Task<Prediction>> waiting = [gated.Send(1), gated.Send(2), gated.Send(3)];
        (await Of(gated)).Status.ShouldBe(HealthStatus.Healthy);
        waiting.Add(gated.Send(4));
        HealthCheckResult full = await Of(gated);
        (full.Status, full.Description).ShouldBe((HealthStatus.Degraded, "4 of 5 places of the queue are taken"));
        gated.Open();
        await Task.WhenAll([first, .. waiting]);
        HealthCheckResult empty = await Of(gated);
        empty.Status.ShouldBe(HealthStatus.Healthy);
        empty.Data["lastBatch.requests"].ShouldBe(4);
        empty.Data["lastBatch.failed"].ShouldBe(0);
    }

    [Fact]
    public async Task Places_of_requests_that_were_given_up_are_not_taken()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { MostWaiting = 5 });
        Task<Prediction> first = await gated.Occupy(0);
        using CancellationTokenSource cancel = new();
        Task<Prediction>[] given = [.. Enumerable.Range(1, 5).Select(number => gated.Send(number, cancel.Token))];
        (await Of(gated)).Status.ShouldBe(HealthStatus.Degraded);
        await cancel.CancelAsync();
        HealthCheckResult empty = await Of(gated);
        (empty.Status, empty.Data["waiting"]).ShouldBe((HealthStatus.Healthy, 0));
        // Who asked hears of it a moment later, on a thread of the pool.
        foreach (Task<Prediction> request in given)
            await Should.ThrowAsync<OperationCanceledException>(() => request);
        gated.Open();
        await first;
        gated.Module.Batches.ShouldBe([[0f]]);
    }

    [Fact]
    public async Task A_batch_that_failed_is_degraded_and_an_ended_queue_unhealthy()
    {
        using GatedQueue gated = new();
        gated.Open();
        await Should.ThrowAsync<ArithmeticException>(() => gated.Send(GatedModule.Poison));
        HealthCheckResult failed = await Of(gated);
        (failed.Status, failed.Description).ShouldBe((HealthStatus.Degraded, "1 of 1 requests of the last batch failed"));
        await gated.Queue.StopAsync();
        HealthCheckResult ended = await Of(gated);
        (ended.Status, ended.Description).ShouldBe((HealthStatus.Unhealthy, "the queue has ended"));
    }

    private static Task<HealthCheckResult> Of(GatedQueue gated) =>
        new PredictionHealth(new ServiceCollection().AddSingleton(gated.Queue).BuildServiceProvider())
            .CheckHealthAsync(new HealthCheckContext());
}
