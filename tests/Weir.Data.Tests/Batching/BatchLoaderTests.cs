using FsCheck;
using FsCheck.Fluent;
using Weir.Tensors;

namespace Weir.Data.Tests.Batching;

public class BatchLoaderTests
{
    [Fact]
    public void Every_sample_comes_exactly_once_per_epoch_with_its_label() =>
        Prop.ForAll(
            Gen.Choose(1, 50).ToArbitrary(),
            Gen.Choose(1, 60).ToArbitrary(),
            ArbMap.Default.ArbFor<long>(),
            (count, size, seed) =>
            {
                using var loader = new BatchLoader(Make.Numbered(count), new BatchOptions { BatchSize = size, Seed = seed });
                for (int epoch = 0; epoch < 3; epoch++)
                {
                    var seen = new List<int>();
                    for (int index = 0; index < loader.BatchesPerEpoch; index++)
                    {
                        Batch batch = loader.Next();
                        if (batch.Epoch != epoch || batch.Index != index || batch.InputShape != new Shape(batch.Count, 2))
                            return false;
                        for (int i = 0; i < batch.Count; i++)
                        {
                            int number = (int)batch.Inputs[2 * i];
                            if (batch.Labels[i] != number % 3 || batch.Inputs[(2 * i) + 1] != number + 0.5f)
                                return false;
                            seen.Add(number);
                        }
                    }

                    if (!seen.Order().SequenceEqual(Enumerable.Range(0, count)))
                        return false;
                }

                return true;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_epoch_has_an_order_of_its_own_that_the_seed_decides()
    {
        int[] first = Numbers(Make.Numbered(30), new BatchOptions { BatchSize = 7, Seed = 5 }, 10);
        first[..30].ShouldNotBe(first[30..60]);
        Numbers(Make.Numbered(30), new BatchOptions { BatchSize = 7, Seed = 5 }, 10).ShouldBe(first);
        Numbers(Make.Numbered(30), new BatchOptions { BatchSize = 7, Seed = 6 }, 10).ShouldNotBe(first);
        Numbers(Make.Numbered(5), new BatchOptions { BatchSize = 2, Shuffle = false }, 6).ShouldBe([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
    }

    [Fact]
    public void How_far_ahead_is_prepared_does_not_change_the_sequence()
    {
        int[] usual = Numbers(Make.Numbered(23), new BatchOptions { BatchSize = 4 }, 50);
        Numbers(Make.Numbered(23), new BatchOptions { BatchSize = 4, AheadBatches = 0 }, 50).ShouldBe(usual);
        Numbers(Make.Numbered(23), new BatchOptions { BatchSize = 4, AheadBatches = 2 }, 50).ShouldBe(usual);
        Numbers(Make.Numbered(23), new BatchOptions { BatchSize = 4, AheadBatches = 3 }, 50).ShouldBe(usual);
    }

    [Fact]
    public void The_last_batch_is_kept_or_dropped()
    {
        using var keeping = new BatchLoader(Make.Numbered(10), new BatchOptions { BatchSize = 4 });
        keeping.BatchesPerEpoch.ShouldBe(3);
        new[] { keeping.Next().Count, keeping.Next().Count, keeping.Next().Count, keeping.Next().Count }.ShouldBe([4, 4, 2, 4]);
        using var dropping = new BatchLoader(Make.Numbered(10), new BatchOptions { BatchSize = 4, DropLast = true });
        dropping.BatchesPerEpoch.ShouldBe(2);
        new[] { dropping.Next().Count, dropping.Next().Count, dropping.Next().Count }.ShouldBe([4, 4, 4]);
        dropping.Position.ShouldBe(new BatchPosition(1, 1));
    }

    [Fact]
    public void Resuming_anywhere_gives_the_same_sequence()
    {
        Dataset data = Make.Numbered(17);
        var options = new BatchOptions { BatchSize = 5, Seed = 9, Transform = new AddNoise() };
        float[][] whole = Inputs(data, options, default, 14, out _);
        for (int stop = 0; stop < 10; stop++)
        {
            Inputs(data, options, default, stop, out BatchPosition position);
            float[][] rest = Inputs(data, options, position, 14 - stop, out _);
            rest.ShouldBe(whole[stop..]);
        }
    }

    [Fact]
    public void Value_targets_come_as_rows()
    {
        using var loader = new BatchLoader(Make.NumberedValues(4), new BatchOptions { BatchSize = 3, Shuffle = false });
        Batch batch = loader.Next();
        batch.Values.ToArray().ShouldBe([0f, 1f, 10f, 11f, 20f, 21f]);
        batch.ValueWidth.ShouldBe(2);
        batch.Labels.Length.ShouldBe(0);
        loader.Next().Values.ToArray().ShouldBe([30f, 31f]);
    }

    [Fact]
    public void The_ring_is_bounded_by_bytes_and_batches()
    {
        using var usual = new BatchLoader(Make.Numbered(1000), new BatchOptions { BatchSize = 10 });
        usual.RingSize.ShouldBe(64);
        using var tight = new BatchLoader(Make.Numbered(1000), new BatchOptions { BatchSize = 10, AheadBytes = 10 * 12 * 5 });
        tight.RingSize.ShouldBe(5);
        using var least = new BatchLoader(Make.Numbered(1000), new BatchOptions { BatchSize = 10, AheadBytes = 1 });
        least.RingSize.ShouldBe(2);
    }

    [Fact]
    public void Preparing_stops_when_the_ring_is_full_and_goes_on_in_bursts_at_half()
    {
        var counter = new Counting();
        using var loader = new BatchLoader(Make.Numbered(100), new BatchOptions { BatchSize = 1, AheadBatches = 8, Transform = counter });
        loader.Next();
        counter.SettlesAt(8);
        loader.Next();
        loader.Next();
        loader.Next();
        counter.SettlesAt(8);
        loader.Next();
        counter.SettlesAt(12);
    }

    [Fact]
    public void A_failure_in_preparing_reaches_the_one_who_asks_after_the_good_batches()
    {
        using var loader = new BatchLoader(Make.Numbered(100), new BatchOptions { BatchSize = 1, Transform = new FailingAt(3) });
        for (int i = 0; i < 3; i++)
            loader.Next().Index.ShouldBe(i);
        Should.Throw<InvalidOperationException>(() => loader.Next()).Message.ShouldBe("batch 3 is bad");
        Should.Throw<InvalidOperationException>(() => loader.Next());
    }

    [Fact]
    public void A_disposed_loader_has_no_more_batches_and_its_thread_has_ended()
    {
        var counter = new Counting();
        var loader = new BatchLoader(Make.Numbered(100), new BatchOptions { BatchSize = 1, AheadBatches = 8, Transform = counter });
        loader.Next();
        loader.Dispose();
        loader.Dispose();
        Should.Throw<ObjectDisposedException>(() => loader.Next());
        counter.Thread!.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void Bad_options_are_refused()
    {
        Message(Make.Numbered(3), new BatchOptions { BatchSize = 0 }).ShouldContain("batch size of 0");
        Message(Make.Numbered(3), new BatchOptions { AheadBatches = 1 }).ShouldContain("2 or more");
        Message(Make.Numbered(0), new BatchOptions()).ShouldContain("no sample");
        Message(Make.Numbered(3), new BatchOptions { BatchSize = 4, DropLast = true }).ShouldContain("do not fill one batch of 4");
        Should.Throw<DataException>(() => new BatchLoader(Make.Numbered(3), new BatchOptions { BatchSize = 1 }, new BatchPosition(0, 3)))
            .Message.ShouldContain("0 to 2");
        Should.Throw<DataException>(() => new BatchLoader(Make.Numbered(3), new BatchOptions { BatchSize = 1 }, new BatchPosition(-1, 0)));
    }

    private static string Message(Dataset data, BatchOptions options) => Should.Throw<DataException>(() => new BatchLoader(data, options))
        .Message;

    private static int[] Numbers(Dataset data, BatchOptions options, int batches)
    {
        using var loader = new BatchLoader(data, options);
        var numbers = new List<int>();
        for (int i = 0; i < batches; i++)
        {
            Batch batch = loader.Next();
            for (int sample = 0; sample < batch.Count; sample++)
                numbers.Add((int)batch.Inputs[2 * sample]);
        }

        return [.. numbers];
    }

    private static float[][] Inputs(Dataset data, BatchOptions options, BatchPosition start, int batches, out BatchPosition position)
    {
        using var loader = new BatchLoader(data, options, start);
        float[][] inputs = new float[batches][];
        for (int i = 0; i < batches; i++)
            inputs[i] = loader.Next().Inputs.ToArray();
        position = loader.Position;
        return inputs;
    }

    private sealed class AddNoise : IBatchTransform
    {
        public void Apply(Batch batch, RandomStream random)
        {
            foreach (ref float x in batch.InputBuffer.AsSpan(0, batch.Inputs.Length))
                x += (float)random.NextDouble();
        }
    }

    private sealed class FailingAt(int index) : IBatchTransform
    {
        public void Apply(Batch batch, RandomStream random)
        {
            if (batch.Index == index)
                throw new InvalidOperationException($"batch {index} is bad");
        }
    }

    private sealed class Counting : IBatchTransform
    {
        private int _count;

        public Thread? Thread { get; private set; }

        public void Apply(Batch batch, RandomStream random)
        {
            Thread = System.Threading.Thread.CurrentThread;
            Interlocked.Increment(ref _count);
        }

        public void SettlesAt(int count)
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref _count) >= count, TimeSpan.FromSeconds(10)).ShouldBeTrue();
            System.Threading.Thread.Sleep(30);
            Volatile.Read(ref _count).ShouldBe(count);
        }
    }
}
