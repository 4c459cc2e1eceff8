namespace Weir.Flow;

/// <summary>Where the time of a training step goes.</summary>
/// <param name="Layers">The modules in the order of the signal; last, with an empty path, what belongs to none.</param>
/// <param name="Step">Seconds of a step that is not sampled, the median.</param>
/// <param name="SampledStep">Seconds of one that is; null where none was.</param>
public sealed record StepProfile(IReadOnlyList<LayerProfile> Layers, double Step, double? SampledStep)
{
    /// <summary>Seconds of all layers together; differs a little from the median step, as each entry is a median of its own.</summary>
    public double Total => Layers.Sum(layer => layer.Total);

    /// <summary>Seconds of all phases that are products.</summary>
    public double ProductSeconds => Layers.Sum(layer => (layer.Rate(StepPhase.Forward) is null ? 0 : layer.Forward)
        + (layer.Rate(StepPhase.BackwardData) is null ? 0 : layer.BackwardData)
            + (layer.Rate(StepPhase.BackwardWeights) is null ? 0 : layer.BackwardWeights));

    /// <summary>Floating-point operations of those phases.</summary>
    public double ProductOperations => Layers.Sum(layer => 2.0 * layer.MultiplyAdds * Phases.Count(phase => layer.Rate(phase) is not null));

    private static StepPhase[] Phases { get; } = [StepPhase.Forward, StepPhase.BackwardData, StepPhase.BackwardWeights];
}
