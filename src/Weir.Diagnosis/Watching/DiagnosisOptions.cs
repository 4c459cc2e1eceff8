namespace Weir.Diagnosis;

/// <summary>What a person wants of the rules.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>Severities by code or name of a diagnostic, instead of the rule's own. Default: none.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>();

    /// <summary>Thresholds by <c>diagnostic.threshold</c>, as in <c>vanishing-gradient.signal</c>, instead of the defaults. Default: none.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>Checks every entry.</summary>
    /// <exception cref="ArgumentException">A diagnostic or threshold that does not exist.</exception>
    public void Check()
    {
        foreach (string name in Severities.Keys)
        {
            if (RuleList.Find(name) is null)
                throw new ArgumentException($"there is no diagnostic '{name}'; there are {string.Join(", ", RuleList.All.Select(rule => rule.Diagnostic.Name))}");
        }

        foreach (string name in Thresholds.Keys)
        {
            string[] all = [.. RuleList.All.SelectMany(rule => rule.Thresholds.Select(threshold => $"{rule.Diagnostic.Name}.{threshold.Name}"))];
            if (!all.Contains(name))
                throw new ArgumentException($"there is no threshold '{name}'; there are {string.Join(", ", all)}");
        }
    }

    /// <summary>The finding with the severity that is wanted.</summary>
    internal Finding Apply(Finding finding) =>
        Severities.Count == 0 ? finding
        : Severities.TryGetValue(finding.Diagnostic.Code, out Severity severity) || Severities.TryGetValue(finding.Diagnostic.Name, out severity) ? finding with { Severity = severity }
        : finding;
}
