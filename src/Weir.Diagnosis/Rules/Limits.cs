namespace Weir.Diagnosis;

/// <summary>The thresholds of one rule as they stand for a run: the defaults, or what the recipe says.</summary>
/// <param name="diagnostic">The rule's diagnostic.</param>
/// <param name="overrides">Values by <c>name of the diagnostic.name of the threshold</c>.</param>
public sealed class Limits(Diagnostic diagnostic, IReadOnlyDictionary<string, double> overrides)
{
    /// <summary>
    /// The share of the trivial predictor's loss, or score, below which a network has learnt nothing: the noise of a mean over a few
    /// batches.
    /// </summary>
    internal const double LeastExplained = 0.03;

    /// <summary>Half of what guessing leaves, below which a run that is over has not done what it is there for.</summary>
    internal const double Half = 0.5;

    /// <summary>
    /// The share of what guessing leaves by which others are answered worse than by guessing, from which on that is no matter of chance.
    /// </summary>
    internal const double FarBelow = 0.25;

    /// <summary>The share from which on no other measure has to bear it out.</summary>
    internal const double Learnt = 0.1;

    /// <summary>
    /// Samples of a batch from which on deviations across them are told: their relative error is 1/√(2(n − 1)), a quarter for 8.
    /// </summary>
    internal const int LeastBatch = 8;

    /// <summary>The value of a threshold.</summary>
    public double Of(Threshold threshold) =>
        overrides.Count > 0 && overrides.TryGetValue($"{diagnostic.Name}.{threshold.Name}", out double value) ? value : threshold.Default;
}
