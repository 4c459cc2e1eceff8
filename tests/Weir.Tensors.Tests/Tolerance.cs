namespace Weir.Tensors.Tests;

/// <summary>How far two numbers may lie apart: |a − b| ≤ absolute + relative·|expected|.</summary>
internal sealed record Tolerance(double Relative, double Absolute)
{
    /// <summary>The same numbers: copies, comparisons.</summary>
    public static Tolerance Exact { get; } = new(0, 0);

    /// <summary>One or two roundings of float32 (2⁻²⁴ ≈ 6e-8 each), and results that cancel to nearly 0.</summary>
    public static Tolerance Rounding { get; } = new(5e-7, 1e-7);

    /// <summary>Exponentials and what is made of them: a few units in the last place.</summary>
    public static Tolerance Transcendental { get; } = new(2e-6, 5e-7);

    /// <summary>1 − y² and y(1 − y) keep only the digits in which y differs from 1.</summary>
    public static Tolerance DerivativeFromOutput { get; } = new(5e-6, 2e-6);

    /// <summary>The rational fit of the normal distribution function, to 1.5e-7, times an argument of a few units.</summary>
    public static Tolerance Fitted { get; } = new(2e-6, 2e-6);

    /// <summary>A sum of so many terms of about 1, added in float32 in blocks.</summary>
    public static Tolerance SumOf(int terms) => new(2e-6, 1e-6 * Math.Sqrt(terms + 1));

    /// <summary>Central differences with a step of 1/64 on float32 results.</summary>
    public static Tolerance NumericalDerivative { get; } = new(2e-3, 2e-3);

    /// <summary>float64 numbers of another program against float32 ones.</summary>
    public static Tolerance Golden { get; } = new(1e-5, 3e-6);

    /// <summary>
    /// Says where two arrays differ by more, or null. Not-a-number agrees with itself only, infinities with the same sign.
    /// </summary>
    public string? Mistake(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        if (expected.Length != actual.Length)
            return $"{actual.Length} entries instead of {expected.Length}";
        for (int i = 0; i < expected.Length; i++)
        {
            if (!Agree(expected[i], actual[i]))
                return $"entry {i} is {actual[i]:g9}, expected {expected[i]:g9}";
        }

        return null;
    }

    public bool Agree(double expected, double actual)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual))
            return double.IsNaN(expected) && double.IsNaN(actual);
        return expected.Equals(actual)
            || Math.Abs(expected - actual) <= Absolute + (Relative * Math.Min(Math.Abs(expected), double.MaxValue));
    }
}
