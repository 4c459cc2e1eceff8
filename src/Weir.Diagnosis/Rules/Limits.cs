namespace Weir.Diagnosis;

/// <summary>The thresholds of one rule as they stand for a run: the defaults, or what the recipe says.</summary>
/// <param name="diagnostic">The rule's diagnostic.</param>
/// <param name="overrides">Values by <c>name of the diagnostic.name of the threshold</c>.</param>
public sealed class Limits(Diagnostic diagnostic, IReadOnlyDictionary<string, double> overrides)
{
    /// <summary>The value of a threshold.</summary>
    public double Of(Threshold threshold) =>
        overrides.Count > 0 && overrides.TryGetValue($"{diagnostic.Name}.{threshold.Name}", out double value) ? value : threshold.Default;
}
