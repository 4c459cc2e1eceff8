using MathNet.Numerics.Distributions;

namespace Weir.Studies;

/// <summary>The interval of a mean by Student's t distribution (Student, 1908).</summary>
public static class StudentInterval
{
    /// <summary>The mean of values with its interval.</summary>
    /// <param name="values">Independent values.</param>
    /// <param name="level">The probability that such intervals hold the mean. Default 0.95.</param>
    /// <returns>Null with fewer than two values: one alone says nothing of its own uncertainty.</returns>
    public static Interval? Of(IReadOnlyList<double> values, double level = 0.95) => Of(values, level, shared: 0);

    /// <summary>The mean of values that have an error in common, which their deviation does not show, with its interval.</summary>
    /// <param name="values">Values that are independent but for that error.</param>
    /// <param name="level">The probability that such intervals hold the mean.</param>
    /// <param name="shared">How far the error that they have in common reaches (<see cref="Reach"/>), independent of the others.</param>
    /// <param name="count">How many values there are to be, with the deviation that these have; null for as many as there are.</param>
    internal static Interval? Of(IReadOnlyList<double> values, double level, double shared, int? count = null)
    {
        if (values.Count < 2)
            return null;
        double mean = values.Average(), tail = (1 + level) / 2;
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        int all = count ?? values.Count;
        double own = StudentT.InvCDF(0, 1, all - 1, tail) * Math.Sqrt(variance / all);
        double reach = Math.Sqrt((own * own) + (shared * shared));
        return new Interval(mean, mean - reach, mean + reach);
    }

    /// <summary>Half of an interval by a standard error.</summary>
    /// <param name="error">The standard error.</param>
    /// <param name="level">The probability that such intervals hold what is estimated.</param>
    /// <param name="freedom">The degrees of freedom that the error was estimated with, 1 or more.</param>
    internal static double Reach(double error, double level, int freedom) =>
        error > 0 ? StudentT.InvCDF(0, 1, freedom, (1 + level) / 2) * error : 0;
}
