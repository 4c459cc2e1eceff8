using Weir.Tensors;

namespace Weir.Data;

/// <summary>Draws from Beta(α, α), the shares of mixed samples.</summary>
internal static class BetaDistribution
{
    public static double Draw(RandomStream random, double alpha)
    {
        // In logarithms: for small α both draws may be too small for a number.
        double first = LogGamma(random, alpha), second = LogGamma(random, alpha);
        return 1 / (1 + Math.Exp(second - first));
    }

    /// <summary>The logarithm of a draw from Gamma(α, 1) (Marsaglia and Tsang, 2000; below 1 by the power of a uniform draw).</summary>
    private static double LogGamma(RandomStream random, double alpha)
    {
        if (alpha < 1)
            return LogGamma(random, alpha + 1) + (Math.Log(1 - random.NextDouble()) / alpha);
        double d = alpha - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal(), root = 1 + (c * x);
            if (root <= 0)
                continue;
            double v = root * root * root;
            if (Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return Math.Log(d * v);
        }
    }
}
