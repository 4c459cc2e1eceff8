namespace Weir.Tensors.Backends;

/// <summary>Sums over the entries of a matrix of samples × units, gathered in one pass.</summary>
/// <param name="Count">Number of entries.</param>
/// <param name="Sum">Σ x.</param>
/// <param name="Squares">Σ x².</param>
/// <param name="Variance">The variance across samples, averaged over the units: the signal, apart from the offset.</param>
/// <param name="Max">The largest |x|; not a number if one is.</param>
/// <param name="Zeros">Number of entries that are exactly 0.</param>
/// <param name="Outside">Number of entries at or beyond the two limits given, and of those that are not numbers.</param>
public readonly record struct SignalMeasure(long Count, double Sum, double Squares, double Variance, float Max, double Zeros,
    double Outside)
{
    /// <summary>√(Σ x²/n), 0 where there is no entry.</summary>
    public double Rms => Count == 0 ? 0 : Math.Sqrt(Squares / Count);

    /// <summary>Σ x/n, 0 where there is no entry.</summary>
    public double Mean => Count == 0 ? 0 : Sum / Count;
}
