namespace Weir.Nn;

/// <summary>What a normalisation adds to the variance: without it samples that are all alike would be divided by 0.</summary>
internal static class NormalizationEpsilon
{
    /// <summary>The same number, where it is above 0.</summary>
    /// <param name="epsilon">The number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Checked(double epsilon) => epsilon > 0 ? epsilon
        : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "the epsilon of a normalisation is above 0");
}
