using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// Replaces each sample by a mixture with another of its batch, λ·x + (1 − λ)·x′, and its target likewise: classes become shares (Zhang et
/// al., "mixup: Beyond Empirical Risk Minimization", 2018). λ is drawn from Beta(α, α) for each sample. For any inputs, and for classes or
/// values.
/// </summary>
public sealed record Mixup : Augmentation
{
    /// <summary>α, above 0: small for mixtures that are nearly one of the two. Default 0.2.</summary>
    [Option("Shares are drawn from Beta(alpha, alpha).", Least = 0, AboveLeast = true, Most = 1000)]
    public double Alpha { get; init; } = 0.2;

    /// <summary>Probability of a sample to be mixed. Default 1.</summary>
    [Option("Probability of a sample to be mixed.", Least = 0, Most = 1)]
    public double Probability { get; init; } = 1;

    /// <inheritdoc/>
    public override string Name => "mixup";

    /// <inheritdoc/>
    public override bool MixesTargets => true;

    /// <inheritdoc/>
    public override void Check(Dataset training)
    {
        base.Check(training);
        Mixing.Check(Name, training);
    }

    /// <inheritdoc/>
    public override void Apply(Batch batch, AugmentationStreams random) => Mixing.Apply(batch, random.OfBatch, (sample, other) =>
    {
        RandomStream stream = random.Of(sample);
        if (stream.NextDouble() >= Probability)
            return 1;
        double kept = BetaDistribution.Draw(stream, Alpha);
        Span<float> values = batch.InputBuffer.AsSpan(sample * other.Length, other.Length);
        for (int i = 0; i < other.Length; i++)
            values[i] = (float)((kept * values[i]) + ((1 - kept) * other[i]));
        return kept;
    });
}
