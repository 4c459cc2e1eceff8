namespace Weir.Tensors.Backends.Simd;

/// <summary>What sizes of gradient and change a measuring update goes on to expect, from what it has summed so far.</summary>
internal enum MeasuredRange
{
    /// <summary>Any: nothing is known, or what has come was tiny.</summary>
    Any,

    /// <summary>Sums are such that what underflows from now on does not count.</summary>
    Ordinary,

    /// <summary>Squares of such gradients would overflow.</summary>
    Large,
}

/// <summary>Chooses the range.</summary>
internal static class MeasuredRanges
{
    /// <summary>
    /// Entries after which the range is chosen while any is expected, which costs twice as much: as many as a tile of the product or two.
    /// </summary>
    public const int Glance = 256;

    private const double Ordinary = 1e-20;
    private const double Large = 1e20;

    /// <summary>The range that fits the sums so far.</summary>
    public static MeasuredRange After(in UpdateMeasure measure) =>
        !(measure.GradientSquares > Ordinary && measure.UpdateSquares > Ordinary) ? MeasuredRange.Any
        : measure.GradientSquares > Large ? MeasuredRange.Large
        : MeasuredRange.Ordinary;
}
