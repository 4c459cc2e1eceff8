namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Whether an update also measures, and what sizes it expects; a type, so that the loop without measuring is compiled without it.
/// </summary>
internal interface IMeasuring
{
    static abstract bool Enabled { get; }

    /// <summary>A power of two: gradients are squared this much larger.</summary>
    static abstract float Magnification { get; }

    /// <summary>The same for changes.</summary>
    static abstract float ChangeMagnification { get; }

    /// <summary>
    /// Whether squares are also summed a second time, of what is made this much smaller, for where the first sums overflow; 0 for no.
    /// </summary>
    static abstract float Reduction { get; }
}

/// <summary>The update only moves.</summary>
internal readonly struct Unmeasured : IMeasuring
{
    public static bool Enabled => false;

    public static float Magnification => 1;

    public static float ChangeMagnification => 1;

    public static float Reduction => 0;
}

/// <summary>
/// The update measures what may be of any size. Gradients and changes are squared times 2³⁰, so that those of a vanishing gradient, down to
/// 1e-28, do not underflow in float32, and once more times 2⁻⁴⁰, which counts where the first sums overflow, from 1e10 to 1e30.
/// </summary>
internal readonly struct Measured : IMeasuring
{
    public static bool Enabled => true;

    public static float Magnification => 1 << 30;

    public static float ChangeMagnification => 1 << 30;

    public static float Reduction => 1f / (1L << 40);
}

/// <summary>The update measures gradients and changes as they are: between 1e-19 and 1e18 squares and their sums stay in range.</summary>
internal readonly struct MeasuredOrdinary : IMeasuring
{
    public static bool Enabled => true;

    public static float Magnification => 1;

    public static float ChangeMagnification => 1;

    public static float Reduction => 0;
}

/// <summary>The update measures gradients that are far too large, times 2⁻⁴⁰, and changes times 2⁻³⁰.</summary>
internal readonly struct MeasuredLarge : IMeasuring
{
    public static bool Enabled => true;

    public static float Magnification => 1f / (1L << 40);

    public static float ChangeMagnification => 1f / (1 << 30);

    public static float Reduction => 0;
}
