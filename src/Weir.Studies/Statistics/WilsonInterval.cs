using MathNet.Numerics.Distributions;

namespace Weir.Studies;

/// <summary>The interval of a share by its score (Wilson, 1927), which holds with few runs and at shares of 0 and 1 as well.</summary>
public static class WilsonInterval
{
    /// <summary>The share of successes with its interval.</summary>
    /// <param name="successes">Successes, 0 to <paramref name="count"/>.</param>
    /// <param name="count">Trials: 1 or more.</param>
    /// <param name="level">The probability that such intervals hold the share. Default 0.95.</param>
    public static Interval Of(int successes, int count, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, count);
        double z = Normal.InvCDF(0, 1, (1 + level) / 2), share = (double)successes / count;
        double scale = 1 + (z * z / count);
        double centre = (share + (z * z / (2 * count))) / scale;
        double reach = z / scale * Math.Sqrt((share * (1 - share) / count) + (z * z / (4.0 * count * count)));
        return new Interval(share, Math.Max(0, centre - reach), Math.Min(1, centre + reach));
    }
}
