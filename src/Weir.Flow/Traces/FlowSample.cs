namespace Weir.Flow;

/// <summary>The flow of signal and gradient through a network at one sampled step.</summary>
public sealed record FlowSample
{
    /// <summary>The step, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>The loss of the step's batch.</summary>
    public required double Loss { get; init; }

    /// <summary>The learning rate.</summary>
    public required double Rate { get; init; }

    /// <summary>
    /// The norm of all gradients together before clipping; null where none was computed, as at a step whose loss is not finite.
    /// </summary>
    public required double? GradientNorm { get; init; }

    /// <summary>That norm after clipping; null where there was none.</summary>
    public required double? ClippedNorm { get; init; }

    /// <summary>
    /// Slope of log₁₀ ‖δ‖ over depth, in decades per layer towards the input, over the layers that have weights, with ‖δ‖ the norm of a
    /// sample's gradient (<see cref="LayerFlow.DeltaRms"/> times the root of <see cref="TraceLayer.Size"/>): below 0 the gradient vanishes
    /// on its way to the input, above 0 it explodes. Null with fewer than two such layers.
    /// </summary>
    public double? Attenuation { get; init; }

    /// <summary>
    /// Gradient noise scale in samples: B(1 − c)/c with batch size B and c the mean cosine of consecutive gradients
    /// (after McCandlish et al., 2018, from consecutive steps instead of two batch sizes); null where c ≤ 0 or unknown.
    /// </summary>
    public double? NoiseScale { get; init; }

    /// <summary>How entries are distributed, at a few of the sampled steps; null at the others.</summary>
    public FlowHistograms? Histograms { get; init; }

    /// <summary>One entry for each layer of the <see cref="TraceHeader"/>.</summary>
    public required IReadOnlyList<LayerFlow> Layers { get; init; }

    /// <summary>One entry for each parameter of the <see cref="TraceHeader"/>.</summary>
    public required IReadOnlyList<ParameterFlow> Parameters { get; init; }

    /// <summary>The same, with the samples named whose rows hold numbers that are not finite.</summary>
    /// <param name="samples">The number that each sample of the step's batch has in its set.</param>
    public FlowSample Named(ReadOnlySpan<int> samples)
    {
        if (Layers.All(layer => layer.ActivationNonFinite is null && layer.DeltaNonFinite is null))
            return this;
        LayerFlow[] layers = [.. Layers];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = layers[i] with
            {
                ActivationNonFinite = layers[i].ActivationNonFinite?.Named(samples),
                DeltaNonFinite = layers[i].DeltaNonFinite?.Named(samples),
            };
        }

        return this with { Layers = layers };
    }
}
