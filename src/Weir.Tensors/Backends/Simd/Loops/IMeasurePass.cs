namespace Weir.Tensors.Backends.Simd;

/// <summary>How much a pass over a signal looks at; a type, so that the loop is compiled without the rest.</summary>
internal interface IMeasurePass
{
    /// <summary>
    /// Whether entries beyond the upper limit are counted, magnified where they are tiny or huge, and what is not a number is not lost
    /// among the largest.
    /// </summary>
    static abstract bool Careful { get; }
}

/// <summary>Any entries.</summary>
internal readonly struct CarefulPass : IMeasurePass
{
    public static bool Careful => true;
}

/// <summary>
/// Ordinary entries of a signal without an upper limit, in half the time: where Σ x² turns out not to be finite, the careful pass has to
/// look again.
/// </summary>
internal readonly struct PlainPass : IMeasurePass
{
    public static bool Careful => false;
}
