namespace Weir.Zoo;

/// <summary>A record beside the case that it is of.</summary>
/// <param name="Case">The case.</param>
/// <param name="Record">What was found.</param>
internal sealed record Outcome(ZooCase Case, CaseRecord Record)
{
    /// <summary>The findings that count, warnings and errors, in rank order.</summary>
    public IReadOnlyList<FindingRecord> Raised { get; } = [.. Record.Findings.Where(finding => finding.IsRaised)];

    /// <summary>Whether a warning or an error was raised.</summary>
    public bool IsRaised => Raised.Count > 0;

    /// <summary>Whether an error was raised.</summary>
    public bool IsError => Raised.Any(finding => finding.IsError);

    /// <summary>The place of the first finding that stands for the injected fault, from 1; 0 where none does.</summary>
    public int Rank => 1 + Raised.ToList().FindIndex(finding => Case.Fault is { } fault && finding.Faults.Contains(fault));

    /// <summary>
    /// What the first finding says: the injected fault where it stands for that, else its first fault or its code; null without a finding.
    /// </summary>
    public string? FirstFault => Raised.Count == 0 ? null : Rank == 1 ? Case.Fault : Raised[0].Faults.Count > 0 ? Raised[0].Faults[0]
        : Raised[0].Code;

    /// <summary>The step after which the first warning or error was sure.</summary>
    public long? RaisedAt => IsRaised ? Raised.Min(finding => finding.Step) : null;

    /// <summary>The step after which a finding of the injected fault was sure.</summary>
    public long? NamedAt => Rank == 0 ? null : Raised[Rank - 1].Step;

    /// <summary>Whether a step lies before a tenth of the budget.</summary>
    public bool IsEarly(long? step) => step is { } sure && Record.Steps is { } steps && sure * 10 <= steps;
}
