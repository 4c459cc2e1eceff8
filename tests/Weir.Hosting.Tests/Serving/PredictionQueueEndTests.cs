using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Weir.Inference;

namespace Weir.Hosting.Tests.Serving;

/// <summary>How a queue ends: stopped, out of time, disposed, or by an error.</summary>
public sealed class PredictionQueueEndTests
{
    [Fact]
    public async Task A_queue_that_is_stopped_finishes_what_waits_and_takes_no_more()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { LongestWait = TimeSpan.FromMinutes(1), MostInBatch = 2 },
            new ManualClock());
        Task<Prediction>[] full = [gated.Send(0), gated.Send(1)];
        await gated.Entered();
        Task<Prediction>[] waiting = [gated.Send(2), gated.Send(3), gated.Send(4)];
        Task stopping = gated.Queue.StopAsync();
        QueueClosedException late = await Should.ThrowAsync<QueueClosedException>(() => gated.Send(5));
        late.Message.ShouldStartWith("the queue of predictions has ended");
        stopping.IsCompleted.ShouldBeFalse();
        gated.Open();
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
        (await Task.WhenAll([.. full, .. waiting])).Length.ShouldBe(5);
        gated.Module.Batches.ShouldBe([[0f, 1f], [2f, 3f], [4f]], "the last one is not kept waiting for others");
    }

    [Fact]
    public async Task Those_that_wait_outside_are_finished_too()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { MostWaiting = 1, MostInBatch = 1, WaitsWhenFull = true });
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction>[] others = [gated.Send(1), gated.Send(2), gated.Send(3)];
        gated.Queue.Waiting.ShouldBe(1);
        Task stopping = gated.Queue.StopAsync();
        gated.Open();
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
        (await Task.WhenAll([first, .. others])).Length.ShouldBe(4);
        gated.Module.Batches.ShouldBe([[0f], [1f], [2f], [3f]]);
    }

    [Fact]
    public async Task A_stop_that_takes_too_long_refuses_what_still_waits()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { MostInBatch = 1 });
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction>[] waiting = [gated.Send(1), gated.Send(2)];
        using CancellationTokenSource deadline = new();
        Task stopping = gated.Queue.StopAsync(deadline.Token);
        await deadline.CancelAsync();
        gated.Open();
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
        (await first).ShouldNotBeNull();
        await Should.ThrowAsync<QueueClosedException>(() => waiting[0]);
        await Should.ThrowAsync<QueueClosedException>(() => waiting[1]);
        gated.Module.Batches.ShouldBe([[0f]]);
    }

    [Fact]
    public async Task And_does_so_while_the_network_is_still_at_work_which_nobody_waits_for()
    {
        using GatedQueue gated = new();
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction> waiting = gated.Send(1);
        using CancellationTokenSource deadline = new();
        Task stopping = gated.Queue.StopAsync(deadline.Token);
        await deadline.CancelAsync();
        await Refused(waiting);
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
        await gated.Queue.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        first.IsCompleted.ShouldBeFalse();
        gated.Open();
        (await first).ShouldNotBeNull();
        gated.Module.Batches.ShouldBe([[0f]]);
    }

    [Fact]
    public async Task A_queue_that_is_disposed_answers_what_is_being_worked_out_and_refuses_the_rest()
    {
        using GatedQueue gated = new();
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction> waiting = gated.Send(1);
        gated.Queue.Dispose();
        gated.Open();
        (await first).ShouldNotBeNull();
        await Should.ThrowAsync<QueueClosedException>(() => waiting);
        await Should.ThrowAsync<QueueClosedException>(() => gated.Send(2));
        await gated.Queue.DisposeAsync();
    }

    [Fact]
    public async Task And_does_not_wait_for_the_network_to_refuse_them()
    {
        using GatedQueue gated = new();
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction> waiting = gated.Send(1);
        gated.Queue.Dispose();
        (await Refused(waiting)).InnerException.ShouldBeNull();
        first.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_that_ends_the_queue_is_told_to_all_and_by_the_health_check()
    {
        BrokenClock clock = new();
        using GatedQueue gated = new(time: clock);
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction> waiting = gated.Send(1);
        gated.Open();
        foreach (Task<Prediction> request in (Task<Prediction>[])[first, waiting, gated.Send(2)])
        {
            QueueClosedException error = await Refused(request);
            error.InnerException.ShouldBeSameAs(clock.Error);
            error.Message.ShouldBe("an error has ended the queue of predictions; it is the inner exception of this one");
        }

        await gated.Queue.StopAsync();
        gated.Module.Batches.ShouldBe([[0f]]);
        HealthCheckResult health = await new PredictionHealth(new ServiceCollection().AddSingleton(gated.Queue).BuildServiceProvider())
            .CheckHealthAsync(new HealthCheckContext());
        (health.Status, health.Description, health.Exception).ShouldBe(
            (HealthStatus.Unhealthy, "an error has ended the queue: the clock stands still", clock.Error));
    }

    private static Task<QueueClosedException> Refused(Task<Prediction> request) =>
        Should.ThrowAsync<QueueClosedException>(() => request.WaitAsync(TimeSpan.FromSeconds(60)));

    private sealed class BrokenClock : TimeProvider
    {
        public Exception Error { get; } = new InvalidOperationException("the clock stands still");

        public override DateTimeOffset GetUtcNow() => throw Error;
    }
}
