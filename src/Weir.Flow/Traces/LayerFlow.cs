namespace Weir.Flow;

/// <summary>What one layer's signal and gradient were like at a sampled step.</summary>
public sealed record LayerFlow
{
    /// <summary>√ of the mean square of the output.</summary>
    public required double ActivationRms { get; init; }

    /// <summary>Mean of the output.</summary>
    public required double ActivationMean { get; init; }

    /// <summary>
    /// Standard deviation across samples of each entry (unit, and pixel or position where there are such), as the root of its mean square
    /// over entries: the signal, apart from the offset. 0 where all samples look alike.
    /// </summary>
    public required double ActivationStd { get; init; }

    /// <summary>The largest |output|.</summary>
    public required double ActivationMax { get; init; }

    /// <summary>Share of the output's entries that are 0.</summary>
    public required double ActivationZero { get; init; }

    /// <summary>Share of entries where the derivative of the layer's function is under 5 % of its most; null where it has none.</summary>
    public double? ActivationSaturated { get; init; }

    /// <summary>
    /// Units whose output was 0 and that no gradient passed, for every sample of the last full window of sampled steps: where
    /// the layer's function is flat at an output of 0 (a rectifier) the output tells, elsewhere ∂loss/∂output must be 0 too.
    /// Null before the first window is full and where no gradient arrives.
    /// </summary>
    public int? UnitsDead { get; init; }

    /// <summary>√ of the mean square of ∂loss/∂output: the gradient that flows through the layer; null where none arrived.</summary>
    public double? DeltaRms { get; init; }

    /// <summary>Where the output holds numbers that are not finite; null where all are finite, or that was not looked for.</summary>
    public NonFiniteEntries? ActivationNonFinite { get; init; }

    /// <summary>The same of ∂loss/∂output.</summary>
    public NonFiniteEntries? DeltaNonFinite { get; init; }

    /// <summary>
    /// Of a recurrent layer: the gradient at a few of its places, the last first, so that one that vanishes on its way back through time is
    /// seen; null for other layers and where no gradient arrived.
    /// </summary>
    public IReadOnlyList<PositionFlow>? DeltaPositions { get; init; }
}
