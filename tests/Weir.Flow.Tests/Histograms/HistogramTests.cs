namespace Weir.Flow.Tests.Histograms;

public sealed class HistogramTests
{
    [Fact]
    public void Entries_are_counted_by_sign_and_power_of_two()
    {
        Histogram histogram = Histogram.Of([0, -0f, 1, 1.99f, 2, -0.25f, -0.3f, 0.5f, float.NaN, float.PositiveInfinity]);
        histogram.Zeros.ShouldBe(2);
        histogram.First.ShouldBe(-2);
        histogram.Positive.ShouldBe([0, 1, 2, 1]);
        histogram.Negative.ShouldBe([2, 0, 0, 0]);
        histogram.Others.ShouldBe(2);
        histogram.Count.ShouldBe(10);
    }

    [Fact]
    public void What_is_beyond_the_bins_counts_in_the_last_of_them()
    {
        Histogram histogram = Histogram.Of([1e-30f, -1e30f, 1e-40f]);
        (histogram.First, histogram.First + histogram.Positive.Count - 1).ShouldBe((Histogram.Lowest, Histogram.Highest));
        (histogram.Positive[0], histogram.Negative[^1], histogram.Zeros).ShouldBe((1, 1, 1));
        Histogram.Of([]).ShouldBe(new Histogram(0, 0, [], []));
    }

    [Fact]
    public void Histograms_add_up_to_that_of_all_entries()
    {
        RandomEntries(1000, 1, out float[] a);
        RandomEntries(700, 1e-6f, out float[] b);
        Histogram.Of(a).Plus(Histogram.Of(b)).ShouldBe(Histogram.Of([.. a, .. b]));
        Histogram.Of([]).Plus(Histogram.Of(b)).ShouldBe(Histogram.Of(b));
        Histogram.Of(a).Plus(Histogram.Of([0])).Zeros.ShouldBe(1);
    }

    [Fact]
    public void A_part_of_very_many_entries_spreads_as_they_do()
    {
        RandomEntries(1_000_000, 1, out float[] entries);
        Histogram all = Histogram.Of(entries), part = Histogram.Of(entries, 4096);
        part.Count.ShouldBe(4096);
        for (int i = 0; i < all.Positive.Count; i++)
        {
            double share = all.Positive[i] / (double)all.Count, counted = all.First + i < part.First ? 0
                : part.Positive.ElementAtOrDefault(all.First + i - part.First) / 4096.0;
            counted.ShouldBe(share, 0.03);
        }
    }

    [Fact]
    public void Counts_that_make_no_histogram_are_refused()
    {
        Should.Throw<ArgumentException>(() => new Histogram(0, 0, [1], []))
            .Message.ShouldContain("as many bins above 0 as below, not 1 and 0");
        Should.Throw<ArgumentException>(() => new Histogram(0, 63, [1, 1], [0, 0])).Message.ShouldContain("between 2^-64 and 2^63");
        Should.Throw<ArgumentException>(() => new Histogram(-1, 0, [], [])).Message.ShouldContain("0 or more");
    }

    private static void RandomEntries(int count, float scale, out float[] entries)
    {
        Tensors.RandomStream random = new(count);
        entries = [.. Enumerable.Range(0, count).Select(_ => (float)(scale * random.NextNormal()))];
    }
}
