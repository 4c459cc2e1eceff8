using MathNet.Numerics;

namespace Weir.Diagnosis;

/// <summary>How likely chance alone is to reach a number.</summary>
internal static class Chance
{
    // What lies farther out is as good as impossible.
    private const double Far = 40;

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
        return chance <= NormalTail(Far) ? Far : Math.Max(0, Math.Sqrt(2) * SpecialFunctions.ErfcInv(2 * chance));
    }

    /// <summary>P(T > t) for t ≥ 0: half of the regularized incomplete beta function at n/(n + t²).</summary>
    public static double StudentTail(double t, int degrees) =>
        SpecialFunctions.BetaRegularized(degrees / 2.0, 0.5, degrees / (degrees + (t * t))) / 2;

    /// <summary>P(Z > z) for z ≥ 0.</summary>
    public static double NormalTail(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;
}
