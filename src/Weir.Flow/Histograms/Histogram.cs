using System.Runtime.InteropServices;

namespace Weir.Flow;

/// <summary>
/// The sizes of entries: how many are 0, and how many lie in [2ᵏ, 2ᵏ⁺¹) and (−2ᵏ⁺¹, −2ᵏ] for each k. The bins are the same for
/// every layer, step and run, so that histograms add up and compare.
/// </summary>
public sealed class Histogram : IEquatable<Histogram>
{
    /// <summary>The lowest power of two that has a bin of its own; what is smaller counts there: −64.</summary>
    public const int Lowest = -64;

    /// <summary>The highest power of two that has a bin; what is larger counts there: 63.</summary>
    public const int Highest = 63;

    /// <summary>Neighbouring entries that are counted together, a cache line.</summary>
    private const int Run = 16;

    /// <summary>Makes a histogram of counts.</summary>
    /// <param name="zeros">Entries that are 0.</param>
    /// <param name="first">The power of two of the first bin of both lists.</param>
    /// <param name="positive">Counts of entries above 0 by power of two, from <paramref name="first"/>.</param>
    /// <param name="negative">Counts of entries below 0, likewise; as many.</param>
    /// <param name="others">Entries that are infinite or no numbers. Default 0.</param>
    /// <exception cref="ArgumentException">Lists of unlike length, bins beyond the range, or a count below 0.</exception>
    public Histogram(long zeros, int first, IReadOnlyList<long> positive, IReadOnlyList<long> negative, long others = 0)
    {
        if (positive.Count != negative.Count)
            throw new ArgumentException($"a histogram has as many bins above 0 as below, not {positive.Count} and {negative.Count}");
        if (positive.Count > 0 && (first < Lowest || first + positive.Count - 1 > Highest))
            throw new ArgumentException($"the bins of a histogram lie between 2^{Lowest} and 2^{Highest}, not from 2^{first} on");
        if (zeros < 0 || others < 0 || positive.Any(count => count < 0) || negative.Any(count => count < 0))
            throw new ArgumentException("the counts of a histogram are 0 or more");
        (Zeros, First, Positive, Negative, Others) = (zeros, first, positive, negative, others);
    }

    /// <summary>Entries that are 0.</summary>
    public long Zeros { get; }

    /// <summary>The power of two of the first bin of both lists.</summary>
    public int First { get; }

    /// <summary>Counts of entries above 0 by power of two.</summary>
    public IReadOnlyList<long> Positive { get; }

    /// <summary>Counts of entries below 0 by power of two.</summary>
    public IReadOnlyList<long> Negative { get; }

    /// <summary>Entries that are infinite or no numbers.</summary>
    public long Others { get; }

    /// <summary>All entries that were counted.</summary>
    public long Count => Zeros + Others + Positive.Sum() + Negative.Sum();

    /// <summary>Counts entries, or where there are very many a part of them that is spread evenly.</summary>
    /// <param name="values">The entries.</param>
    /// <param name="most">About how many are counted at most.</param>
    public static Histogram Of(ReadOnlySpan<float> values, int most = int.MaxValue)
    {
        const double GoldenRatio = 0.6180339887498949;
        Span<int> bins = stackalloc int[2 * 256];
        if (values.Length <= most)
        {
            Add(values, bins);
        }
        else
        {
            int runs = Math.Max(1, most / Run), starts = Math.Max(0, values.Length - Run) + 1;
            for (int run = 1; run <= runs; run++)
            {
                double place = run * GoldenRatio;
                Add(values.Slice((int)((place - Math.Floor(place)) * starts), Math.Min(Run, values.Length)), bins);
            }
        }

        return FromExponents(bins);
    }

    /// <summary>Both together.</summary>
    /// <param name="other">Another histogram.</param>
    public Histogram Plus(Histogram other)
    {
        if (other.Positive.Count == 0 || Positive.Count == 0)
        {
            Histogram full = Positive.Count == 0 ? other : this;
            return new Histogram(Zeros + other.Zeros, full.First, full.Positive, full.Negative, Others + other.Others);
        }

        int first = Math.Min(First, other.First), end = Math.Max(First + Positive.Count, other.First + other.Positive.Count);
        long[] positive = new long[end - first], negative = new long[end - first];
        foreach (Histogram part in new[] { this, other })
        {
            for (int i = 0; i < part.Positive.Count; i++)
            {
                positive[part.First - first + i] += part.Positive[i];
                negative[part.First - first + i] += part.Negative[i];
            }
        }

        return new Histogram(Zeros + other.Zeros, first, positive, negative, Others + other.Others);
    }

    /// <inheritdoc/>
    public bool Equals(Histogram? other) => other is not null && Zeros == other.Zeros && First == other.First && Others == other.Others
        && Positive.SequenceEqual(other.Positive) && Negative.SequenceEqual(other.Negative);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Histogram);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Zeros, First, Others, Positive.Count);

    /// <summary>Counts by sign and exponent: the nine highest bits of an entry.</summary>
    private static void Add(ReadOnlySpan<float> values, Span<int> bins)
    {
        foreach (uint bits in MemoryMarshal.Cast<float, uint>(values))
            bins[(int)(bits >> 23)]++;
    }

    private static Histogram FromExponents(ReadOnlySpan<int> bins)
    {
        const int Bias = 127;
        // Exponent 0 is that of 0 (and of numbers below 1e-38, which count as 0), 255 that of what is not finite.
        ReadOnlySpan<int> above = bins[1..255], below = bins[257..511];
        int low = 0, high = above.Length;
        while (low < high && above[low] + below[low] == 0)
            low++;
        while (high > low && above[high - 1] + below[high - 1] == 0)
            high--;
        int first = low == high ? 0 : Bin(low);
        // Only what is kept is allocated: memory that is new is in no cache.
        long[] positive = new long[low == high ? 0 : Bin(high - 1) - first + 1], negative = new long[positive.Length];
        for (int i = low; i < high; i++)
        {
            positive[Bin(i) - first] += above[i];
            negative[Bin(i) - first] += below[i];
        }

        return new Histogram(bins[0] + bins[256], first, positive, negative, bins[255] + bins[511]);

        static int Bin(int place) => Math.Clamp(place + 1 - Bias, Lowest, Highest);
    }
}
