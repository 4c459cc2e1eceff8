using Weir.Diagnosis;
using Weir.Flow;
using Weir.Training;

namespace Weir.Repair;

/// <summary>What is known of a recipe when remedies are chosen: what was found before its first step, and in a run of it.</summary>
public sealed record RepairCase
{
    /// <summary>The recipe as it is.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>What was found, the pre-flight's and the run's, ranked; each cause followed by what it explains.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Set-up, data and network.</summary>
    public required RunFacts Facts { get; init; }

    /// <summary>The flow in the untrained network.</summary>
    public required Trace Draws { get; init; }

    /// <summary>The flow of the run; null where it was not measured.</summary>
    public Trace? Trace { get; init; }

    /// <summary>The rates that the loss of the untrained network falls at; null where they were not looked for.</summary>
    public RateRangeResult? Rates { get; init; }

    /// <summary>The shape of a sample.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>Whether classes are told apart.</summary>
    public bool Classifies => Facts.Setup?.Classification == true;

    /// <summary>
    /// Whether samples can be mixed: they are quantities, and positions or pixels have no targets of their own. Default true.
    /// </summary>
    public bool CanMix { get; init; } = true;

    /// <summary>The finding of a name; null where there is none.</summary>
    /// <param name="name">A diagnostic's name.</param>
    public Finding? Find(string name) => Findings.FirstOrDefault(finding => finding.Diagnostic.Name == name);

    /// <summary>Whether any of some things was found.</summary>
    /// <param name="names">Names of diagnostics.</param>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Find(name) is not null)
                return true;
        }

        return false;
    }
}
