using Weir.Inference;
using Weir.Tensors;

namespace Weir.Hosting.Tests.Serving;

public sealed class PredictionQueueTests
{
    [Fact]
    public async Task What_comes_while_the_network_works_goes_together_in_its_order_and_up_to_a_full_batch()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { MostInBatch = 3 });
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction>[] others = [.. Enumerable.Range(1, 5).Select(number => gated.Send(number))];
        gated.Queue.Waiting.ShouldBe(5);
        gated.Open();
        Prediction[] answers = await Task.WhenAll([first, .. others]);
        gated.Module.Batches.ShouldBe([[0f], [1f, 2f, 3f], [4f, 5f]]);
        gated.Queue.Waiting.ShouldBe(0);
        gated.Queue.Last!.ShouldSatisfyAllConditions(last => last.Requests.ShouldBe(2), last => last.Failed.ShouldBe(0));
        for (int i = 0; i < answers.Length; i++)
        {
            Prediction alone = gated.Predictor.Predict([i, 1]);
            answers[i].Class.ShouldBe(alone.Class);
            answers[i].Values.ToArray().ShouldBe(alone.Values.ToArray(), 1e-6f);
        }
    }

    [Fact]
    public async Task A_request_waits_for_others_as_long_as_the_first_of_them_may()
    {
        ManualClock clock = new();
        using GatedQueue gated = new(new PredictionQueueOptions { LongestWait = TimeSpan.FromMilliseconds(10) }, clock);
        gated.Open();
        Task<Prediction> first = gated.Send(1);
        await clock.Armed(TimeSpan.FromMilliseconds(10));
        clock.Advance(TimeSpan.FromMilliseconds(6));
        Task<Prediction> second = gated.Send(2);
        clock.Advance(TimeSpan.FromMilliseconds(3));
        gated.Module.Batches.ShouldBeEmpty();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(first, second).WaitAsync(TimeSpan.FromSeconds(60));
        gated.Module.Batches.ShouldBe([[1f, 2f]]);
        gated.Queue.Last!.Ended.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 10, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_full_batch_waits_for_nobody()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { LongestWait = TimeSpan.FromMinutes(1), MostInBatch = 2 },
            new ManualClock());
        gated.Open();
        await Task.WhenAll(gated.Send(1), gated.Send(2)).WaitAsync(TimeSpan.FromSeconds(60));
        gated.Module.Batches.ShouldBe([[1f, 2f]]);
    }

    [Fact]
    public async Task A_full_queue_waits_for_nobody_where_a_batch_could_hold_more()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { LongestWait = TimeSpan.FromMinutes(1), MostWaiting = 2 },
            new ManualClock());
        gated.Open();
        await Task.WhenAll(gated.Send(1), gated.Send(2)).WaitAsync(TimeSpan.FromSeconds(60));
        gated.Module.Batches.ShouldBe([[1f, 2f]]);
    }

    [Fact]
    public async Task A_full_queue_says_so_at_once_and_how_long_what_waits_will_take()
    {
        ManualClock clock = new();
        using GatedQueue gated = new(new PredictionQueueOptions { MostWaiting = 2 }, clock);
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction>[] waiting = [gated.Send(1), gated.Send(2)];
        QueueFullException early = await Should.ThrowAsync<QueueFullException>(() => gated.Send(3));
        early.ShouldBeAssignableTo<WeirException>();
        early.Message.ShouldStartWith("2 requests wait for a prediction already, as many as the queue holds (MostWaiting)");
        early.RetryAfter.ShouldBeNull("no batch has told the pace");
        clock.Advance(TimeSpan.FromSeconds(3));
        gated.Module.Gate!.Release();
        await first;
        await gated.Entered();
        Task<Prediction>[] more = [gated.Send(4), gated.Send(5)];
        QueueFullException late = await Should.ThrowAsync<QueueFullException>(() => gated.Send(6));
        late.RetryAfter.ShouldBe(TimeSpan.FromSeconds(6), "two wait, and one took 3 s");
        gated.Open();
        (await Task.WhenAll([.. waiting, .. more])).Length.ShouldBe(4);
        gated.Module.Batches.SelectMany(batch => batch).ShouldBe([0f, 1f, 2f, 4f, 5f]);
    }

    [Fact]
    public async Task Or_whoever_finds_it_full_waits_outside()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { MostWaiting = 1, WaitsWhenFull = true });
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction>[] others = [gated.Send(1), gated.Send(2)];
        using CancellationTokenSource impatient = new();
        Task<Prediction> given = gated.Send(3, impatient.Token);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given);
        gated.Open();
        (await Task.WhenAll([first, .. others])).Length.ShouldBe(3);
        gated.Module.Batches.SelectMany(batch => batch).ShouldBe([0f, 1f, 2f]);
    }

    [Fact]
    public async Task A_request_that_is_given_up_goes_through_no_network()
    {
        using GatedQueue gated = new();
        Task<Prediction> first = await gated.Occupy(0);
        using CancellationTokenSource cancel = new();
        Task<Prediction>[] waiting = [gated.Send(1), gated.Send(2, cancel.Token), gated.Send(3)];
        await cancel.CancelAsync();
        OperationCanceledException error = await Should.ThrowAsync<OperationCanceledException>(() => waiting[1]);
        error.CancellationToken.ShouldBe(cancel.Token);
        gated.Open();
        await Task.WhenAll(first, waiting[0], waiting[2]);
        gated.Module.Batches.ShouldBe([[0f], [1f, 3f]]);
        await Should.ThrowAsync<OperationCanceledException>(() => gated.Send(4, cancel.Token));
    }

    [Fact]
    public async Task Nor_one_that_is_given_up_while_its_batch_gathers_and_the_next_waits_its_own_time()
    {
        ManualClock clock = new();
        using GatedQueue gated = new(new PredictionQueueOptions { LongestWait = TimeSpan.FromMilliseconds(10) }, clock);
        gated.Open();
        using CancellationTokenSource cancel = new();
        Task<Prediction> first = gated.Send(1, cancel.Token);
        await clock.Armed(TimeSpan.FromMilliseconds(10));
        clock.Advance(TimeSpan.FromMilliseconds(4));
        Task<Prediction> second = gated.Send(2);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        clock.Advance(TimeSpan.FromMilliseconds(6));
        await clock.Armed(TimeSpan.FromMilliseconds(14));
        gated.Module.Batches.ShouldBeEmpty();
        clock.Advance(TimeSpan.FromMilliseconds(4));
        await second.WaitAsync(TimeSpan.FromSeconds(60));
        gated.Module.Batches.ShouldBe([[2f]]);
    }

    [Fact]
    public async Task And_gives_its_place_to_another_at_once()
    {
        using GatedQueue gated = new(new PredictionQueueOptions { MostWaiting = 2 });
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction> waiting = gated.Send(1);
        for (int i = 0; i < 100; i++)
        {
            using CancellationTokenSource cancel = new();
            Task<Prediction> given = gated.Send(2, cancel.Token);
            gated.Queue.Waiting.ShouldBe(2);
            await Should.ThrowAsync<QueueFullException>(() => gated.Send(3));
            await cancel.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => given);
            gated.Queue.Waiting.ShouldBe(1);
        }

        Task<Prediction> last = gated.Send(4);
        gated.Open();
        await Task.WhenAll(first, waiting, last);
        gated.Module.Batches.ShouldBe([[0f], [1f, 4f]]);
    }

    [Fact]
    public async Task A_request_that_the_network_throws_at_spoils_no_other()
    {
        using GatedQueue gated = new();
        Task<Prediction> first = await gated.Occupy(0);
        Task<Prediction>[] waiting = [gated.Send(1), gated.Send(GatedModule.Poison), gated.Send(3)];
        gated.Open();
        await Should.ThrowAsync<ArithmeticException>(() => waiting[1]);
        await Task.WhenAll(first, waiting[0], waiting[2]);
        gated.Module.Batches.ShouldBe([[0f], [1f, 1000f, 3f], [1f], [1000f], [3f]]);
        (await gated.Send(4)).Class.ShouldBe(gated.Predictor.Predict([4, 1]).Class);
        await Should.ThrowAsync<ArithmeticException>(() => gated.Send(GatedModule.Poison));
        gated.Queue.Last!.ShouldSatisfyAllConditions(last => last.Requests.ShouldBe(1), last => last.Failed.ShouldBe(1));
    }

    [Fact]
    public async Task A_request_of_another_shape_is_refused_before_it_waits()
    {
        using GatedQueue gated = new();
        ShapeException error = await Should.ThrowAsync<ShapeException>(() => gated.Queue.PredictAsync(new float[3]).AsTask());
        error.Message.ShouldBe("predict: a sample of 3 numbers was given; the network takes 2");
        gated.Module.Entered.CurrentCount.ShouldBe(0);
    }

    [Fact]
    public async Task Many_callers_at_once_get_what_the_predictor_gives_each()
    {
        using GatedQueue gated = new();
        gated.Open();
        Prediction[] answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Task.Run(() => gated.Send(number / 100f))));
        for (int i = 0; i < answers.Length; i++)
            answers[i].Values.ToArray().ShouldBe(gated.Predictor.Predict([i / 100f, 1]).Values.ToArray(), 1e-6f);
    }

    [Theory]
    [InlineData(0, 1, 0, nameof(PredictionQueueOptions.MostWaiting))]
    [InlineData(1, 0, 0, nameof(PredictionQueueOptions.MostInBatch))]
    [InlineData(1, 1, -1, nameof(PredictionQueueOptions.LongestWait))]
    [InlineData(1, 1, 61, nameof(PredictionQueueOptions.LongestWait))]
    public void Options_are_checked(int waiting, int batch, int seconds, string wrong)
    {
        PredictionQueueOptions options = new()
        {
            MostWaiting = waiting,
            MostInBatch = batch,
            LongestWait = TimeSpan.FromSeconds(seconds),
        };
        Should.Throw<ArgumentOutOfRangeException>(options.Check).ParamName.ShouldBe(wrong);
    }
}
