namespace Weir.Tensors.Backends;

/// <summary>Functions in float64 that the base library lacks.</summary>
internal static class ScalarMath
{
    /// <summary>
    /// eˣ − 1 with all its digits near 0 (Kahan's form; the base library's cancels): the rounding of u = eˣ is undone by ln u.
    /// </summary>
    public static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x), lost = u - 1;
        return u == 1 ? x : lost == -1 || double.IsInfinity(u) ? lost : lost * x / Math.Log(u);
    }

    /// <summary>ln(1 + x) with all its digits near 0, the same way.</summary>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary>The error function to about 1e-15: its series near 0, the continued fraction of its complement further out.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x))
            return x;
        double size = Math.Abs(x);
        if (size > 6)
            return Math.Sign(x);
        return Math.Sign(x) * (size < 2.5 ? Series(size) : 1 - ComplementFraction(size));
    }

    // erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): every term is positive, so nothing cancels.
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))), from the inside out.
    private static double ComplementFraction(double x)
    {
        double tail = x;
        for (int n = 60; n > 0; n--)
            tail = x + (n * 0.5 / tail);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * tail);
    }
}
