namespace Weir.Diagnosis;

/// <summary>How likely chance alone is to reach a number.</summary>
internal static class Chance
{
    private const int Steps = 2000;
    private const double Far = 60;

    /// <summary>
    /// The deviations of a normal distribution that chance reaches as rarely as it reaches a value of Student's t in the likeliest of
    /// several tests (Bonferroni's bound).
    /// </summary>
    /// <param name="t">The largest of the tests' values.</param>
    /// <param name="degrees">Degrees of freedom of each.</param>
    /// <param name="tests">How many there were.</param>
    public static double Deviations(double t, int degrees, int tests)
    {
        if (double.IsNaN(t))
            return t;
        double chance = Math.Min(0.5, tests * StudentTail(Math.Max(0, t), degrees));
        double low = 0, high = 40;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = NormalTail(middle) > chance ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>P(T > t) for t ≥ 0.</summary>
    public static double StudentTail(double t, int degrees)
    {
        // ∫ (1 + x²/n)^−(n+1)/2 dx, with x = √n·tan θ: ∫ cos(θ)^(n−1) dθ.
        double from = Math.Atan(t / Math.Sqrt(degrees));
        return Integral(angle => Math.Pow(Math.Cos(angle), degrees - 1), from, Math.PI / 2)
            / (2 * Integral(angle => Math.Pow(Math.Cos(angle), degrees - 1), 0, Math.PI / 2));
    }

    /// <summary>P(Z > z) for z ≥ 0.</summary>
    public static double NormalTail(double z) => Integral(x => Math.Exp(-x * x / 2), z, Math.Min(z + 12, Far)) / Math.Sqrt(2 * Math.PI);

    // Simpson's rule.
    private static double Integral(Func<double, double> of, double from, double to)
    {
        double width = (to - from) / Steps, sum = of(from) + of(to);
        for (int i = 1; i < Steps; i++)
            sum += (i % 2 == 0 ? 2 : 4) * of(from + (i * width));
        return sum * width / 3;
    }
}
