using System.Numerics;
using System.Text;

namespace Weir.Tensors;

/// <summary>
/// A seeded stream of random numbers whose state can be saved and restored bit for bit (xoshiro256**, Blackman and
/// Vigna, 2018; seeded by SplitMix64). Streams with a name of their own are independent: adding draws to one does not
/// move another.
/// </summary>
public sealed class RandomStream
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">Any number; the same seed gives the same numbers on every machine.</param>
    public RandomStream(long seed)
        : this(unchecked((ulong)seed))
    {
    }

    private RandomStream(ulong state)
    {
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>The stream of a seed for one purpose, independent of the streams of other names and indices.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="name">The purpose, as in <c>"shuffle"</c>.</param>
    /// <param name="index">A counter within the purpose, as the epoch.</param>
    public static RandomStream For(long seed, string name, long index = 0)
    {
        ulong hash = 14695981039346656037UL;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ b) * 1099511628211UL;
        ulong state = unchecked((ulong)seed);
        hash ^= SplitMix(ref state);
        state = unchecked((ulong)index) ^ hash;
        return new RandomStream(SplitMix(ref state));
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform draw from [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform draw from [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A draw from the normal distribution of mean 0 and standard deviation 1 (Box and Muller, 1958; one of the pair).</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>A uniform draw from 0 … <paramref name="bound"/> − 1, without bias.</summary>
    /// <param name="bound">One or more.</param>
    public int NextInteger(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // Lemire, 2019: the high half of a 64×64-bit product, redrawn in the small biased region.
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextBits(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0 - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextBits(), range, out low);
        }

        return (int)high;
    }

    /// <summary>Puts the entries in random order (Fisher and Yates).</summary>
    /// <typeparam name="T">The kind of entry.</typeparam>
    /// <param name="entries">What to shuffle, in place.</param>
    public void Shuffle<T>(Span<T> entries)
    {
        for (int i = entries.Length - 1; i > 0; i--)
        {
            int j = NextInteger(i + 1);
            (entries[i], entries[j]) = (entries[j], entries[i]);
        }
    }

    /// <summary>The state as four numbers; <see cref="Restore"/> continues from them.</summary>
    public ulong[] Save() => [_s0, _s1, _s2, _s3];

    /// <summary>The stream that continues from a saved state.</summary>
    /// <param name="state">What <see cref="Save"/> returned.</param>
    /// <exception cref="ArgumentException">Not four numbers, or all of them zero.</exception>
    public static RandomStream Restore(ReadOnlySpan<ulong> state)
    {
        if (state.Length != 4 || (state[0] | state[1] | state[2] | state[3]) == 0)
            throw new ArgumentException("random state: four numbers, not all zero, are expected", nameof(state));
        return new RandomStream(0UL) { _s0 = state[0], _s1 = state[1], _s2 = state[2], _s3 = state[3] };
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
