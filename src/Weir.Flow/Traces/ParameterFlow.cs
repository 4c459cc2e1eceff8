namespace Weir.Flow;

/// <summary>What one parameter, its gradient and its move were like at a sampled step.</summary>
public sealed record ParameterFlow
{
    /// <summary>‖w‖ before the step.</summary>
    public required double WeightNorm { get; init; }

    /// <summary>‖g‖, after clipping; null at a step whose loss is not finite, where no gradient was computed.</summary>
    public required double? GradientNorm { get; init; }

    /// <summary>Share of the gradient's entries that are 0; null where no gradient was computed.</summary>
    public required double? GradientZero { get; init; }

    /// <summary>‖Δw‖/‖w‖; null where ‖w‖ is 0.</summary>
    public double? UpdateRatio { get; init; }

    /// <summary>
    /// Cosine between this gradient and that of the sampled step before, on the same entries; null at the first or where one is 0.
    /// </summary>
    public double? GradientCosine { get; init; }
}
