namespace Weir.Flow;

/// <summary>Where the time of a training step goes.</summary>
/// <param name="Layers">The modules in the order of the signal; last, with an empty path, what belongs to none.</param>
/// <param name="Step">Seconds of a step that is not sampled, the median.</param>
/// <param name="SampledStep">Seconds of one that is; null where none was.</param>
public sealed record StepProfile(IReadOnlyList<LayerProfile> Layers, double Step, double? SampledStep)
{
    /// <summary>Seconds of all layers together; differs a little from the median step, as each entry is a median of its own.</summary>
    public double Total => Layers.Sum(layer => layer.Total);
}
