using FsCheck;
using FsCheck.Fluent;

namespace Weir.Tensors.Tests.Randomness;

public sealed class RandomStreamTests
{
    private const int Draws = 100_000;

    /// <summary>Five standard errors: a fixed seed either passes always or never.</summary>
    private static double Error(double deviation) => 5 * deviation / Math.Sqrt(Draws);

    [Fact]
    public void The_bits_are_those_of_xoshiro256_starstar()
    {
        // From the state (1, 2, 3, 4): the first outputs that the authors' program gives.
        RandomStream stream = RandomStream.Restore([1, 2, 3, 4]);
        new[] { stream.NextBits(), stream.NextBits(), stream.NextBits(), stream.NextBits() }
            .ShouldBe([11520UL, 0UL, 1509978240UL, 1215971899390074240UL]);
    }

    [Fact]
    public void A_restored_stream_continues_the_same_bits() =>
        Prop.ForAll<long, byte>((seed, skip) =>
        {
            RandomStream stream = new(seed);
            for (int i = 0; i < skip; i++)
                stream.NextBits();
            RandomStream copy = RandomStream.Restore(stream.Save());
            return Enumerable.Range(0, 10).All(_ => stream.NextBits() == copy.NextBits());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_integer_lies_in_its_range() =>
        Prop.ForAll<long, int>((seed, bound) =>
        {
            int limit = Math.Max(1, Math.Abs(Math.Max(bound, -int.MaxValue)));
            RandomStream stream = new(seed);
            return Enumerable.Range(0, 20).All(_ => stream.NextInteger(limit) is int n && n >= 0 && n < limit);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_shuffle_is_a_permutation() =>
        Prop.ForAll<long, int[]>((seed, values) =>
        {
            int[] shuffled = [.. values];
            new RandomStream(seed).Shuffle(shuffled.AsSpan());
            return shuffled.Order().SequenceEqual(values.Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_order_of_three_comes_up_equally_often()
    {
        RandomStream stream = new(4);
        Dictionary<string, int> counts = [];
        for (int i = 0; i < Draws; i++)
        {
            char[] letters = ['a', 'b', 'c'];
            stream.Shuffle(letters.AsSpan());
            string order = new(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        counts.Count.ShouldBe(6);
        counts.Values.ShouldAllBe(count => Math.Abs((count / (double)Draws) - (1 / 6.0)) < Error(Math.Sqrt(5) / 6));
    }

    [Fact]
    public void Uniform_draws_have_the_moments_of_their_distribution()
    {
        RandomStream stream = new(1);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => stream.NextUniform(-1, 3))];
        draws.Min().ShouldBeInRange(-1, -0.999);
        draws.Max().ShouldBeInRange(2.999, 3);
        draws.Average().ShouldBe(1, Error(4 / Math.Sqrt(12)));
        draws.Average(x => (x - 1) * (x - 1)).ShouldBe(16 / 12.0, Error(16 / Math.Sqrt(180)));
    }

    [Fact]
    public void Normal_draws_have_the_moments_of_their_distribution()
    {
        RandomStream stream = new(2);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => stream.NextNormal())];
        draws.Average().ShouldBe(0, Error(1));
        draws.Average(x => x * x).ShouldBe(1, Error(Math.Sqrt(2)));
        draws.Average(x => x * x * x).ShouldBe(0, Error(Math.Sqrt(15)));
        draws.Average(x => x * x * x * x).ShouldBe(3, Error(Math.Sqrt(96)));
        // Neighbours are not related.
        draws.Zip(draws.Skip(1), (a, b) => a * b).Average().ShouldBe(0, Error(1));
    }

    [Fact]
    public void Integers_come_up_equally_often()
    {
        RandomStream stream = new(3);
        int[] counts = new int[7];
        for (int i = 0; i < Draws; i++)
            counts[stream.NextInteger(7)]++;
        counts.ShouldAllBe(count => Math.Abs((count / (double)Draws) - (1 / 7.0)) < Error(Math.Sqrt(6) / 7));
    }

    [Fact]
    public void Streams_of_other_seeds_names_and_indices_differ()
    {
        ulong[] first = [.. from seed in new long[] { 0, 1, -1 } from name in new[] { "shuffle", "dropout",
            "" } from index in new long[] { 0, 1, 2 } select RandomStream.For(seed, name, index).NextBits()];
        first.Distinct().Count().ShouldBe(first.Length);
        RandomStream.For(5, "shuffle", 3).NextBits().ShouldBe(RandomStream.For(5, "shuffle", 3).NextBits());
    }

    [Fact]
    public void Bad_states_and_bounds_are_refused()
    {
        Should.Throw<ArgumentException>(() => RandomStream.Restore([0, 0, 0, 0]))
            .Message.ShouldStartWith("random state: four numbers, not all zero, are expected");
        Should.Throw<ArgumentException>(() => RandomStream.Restore([1, 2, 3]));
        Should.Throw<ArgumentOutOfRangeException>(() => new RandomStream(1).NextInteger(0));
    }
}
