using MathNet.Numerics.Distributions;

namespace Weir.Studies;

/// <summary>The interval of a mean by Student's t distribution (Student, 1908).</summary>
public static class StudentInterval
{
    /// <summary>The mean of values with its interval.</summary>
    /// <param name="values">Independent values.</param>
    /// <param name="level">The probability that such intervals hold the mean. Default 0.95.</param>
    /// <returns>Null with fewer than two values: one alone says nothing of its own uncertainty.</returns>
    public static Interval? Of(IReadOnlyList<double> values, double level = 0.95)
    {
        if (values.Count < 2)
            return null;
        double mean = values.Average();
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        double reach = StudentT.InvCDF(0, 1, values.Count - 1, (1 + level) / 2) * Math.Sqrt(variance / values.Count);
        return new Interval(mean, mean - reach, mean + reach);
    }
}
