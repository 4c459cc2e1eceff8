namespace Weir.Tensors.Backends.Simd;

/// <summary>Whether an update also measures; a type, so that the loop without measuring is compiled without it.</summary>
internal interface IMeasuring
{
    static abstract bool Enabled { get; }

    /// <summary>A power of two: gradients and changes are squared this much larger.</summary>
    static abstract float Magnification { get; }
}

/// <summary>The update only moves.</summary>
internal readonly struct Unmeasured : IMeasuring
{
    public static bool Enabled => false;

    public static float Magnification => 1;
}

/// <summary>
/// The update measures, gradients and changes times 2³⁰: the squares of those of a vanishing gradient, down to 1e-28, do not underflow in
/// float32; the price is that they overflow to ∞ above 1e10.
/// </summary>
internal readonly struct Measured : IMeasuring
{
    /// <summary>Where the sums so far are larger, what underflows from now on does not count.</summary>
    private const double Ordinary = 1e-20;

    public static bool Enabled => true;

    public static float Magnification => 1 << 30;

    /// <summary>Whether the squares of gradients and changes need no magnification any more.</summary>
    public static bool IsOver(in UpdateMeasure measure) => measure.GradientSquares > Ordinary && measure.UpdateSquares > Ordinary;
}

/// <summary>The update measures gradients and changes as they are.</summary>
internal readonly struct MeasuredOrdinary : IMeasuring
{
    public static bool Enabled => true;

    public static float Magnification => 1;
}
