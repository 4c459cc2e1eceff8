namespace Weir.Diagnosis;

/// <summary>All that is said of a run, or of a network that has not run yet.</summary>
public sealed record Verdict
{
    /// <summary>What stands, ranked: each cause followed by what it explains.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What was said and has been disproved since.</summary>
    public IReadOnlyList<Finding> Withdrawn { get; init; } = [];

    /// <summary>The kinds of problems that could not be looked for, and why.</summary>
    public IReadOnlyList<Unjudged> Unjudged { get; init; } = [];

    /// <summary>What the run has come to, in words; null where nothing is known.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether there was enough to judge by: at least half of the rules could look.</summary>
    public bool IsJudged => Unjudged.Count * 2 <= Rules;

    /// <summary>How many rules were asked.</summary>
    public int Rules { get; init; } = RuleList.All.Count;
}

/// <summary>A kind of problem that could not be looked for.</summary>
/// <param name="Diagnostic">The kind.</param>
/// <param name="Reason">What is missing, as in <c>there is no validation part</c>.</param>
public sealed record Unjudged(Diagnostic Diagnostic, string Reason);
