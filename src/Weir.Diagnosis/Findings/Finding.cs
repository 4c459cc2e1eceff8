namespace Weir.Diagnosis;

/// <summary>A problem that a rule has found.</summary>
public sealed record Finding
{
    /// <summary>What kind of problem.</summary>
    public required Diagnostic Diagnostic { get; init; }

    /// <summary>How grave it is here.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What is seen, in a sentence with its numbers.</summary>
    public required string Message { get; init; }

    /// <summary>The step at which it was first seen; 0 before the first step.</summary>
    public long Step { get; init; }

    /// <summary>How strong its evidence is.</summary>
    public Strength Strength { get; init; } = Strength.Measured;

    /// <summary>How far it has been borne out.</summary>
    public VerdictState State { get; init; } = VerdictState.Confirmed;

    /// <summary>When and why it was withdrawn; null while it stands.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>The layers concerned, as numbers in the trace's list; empty where it is not about layers.</summary>
    public IReadOnlyList<int> Layers { get; init; } = [];

    /// <summary>The numbers that it rests on.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>The finding's cause among the other findings; null where it is a root.</summary>
    public Diagnostic? Because { get; init; }

    /// <summary>Whether this finding and its cause cannot be told apart from one run: each could have brought about the other.</summary>
    public bool IsEither { get; init; }

    /// <summary>
    /// How often what is said before a run comes true; null after the first step, for proofs, and where too few set-ups are known.
    /// </summary>
    public Odds? Odds { get; init; }

    /// <summary>
    /// Whether it rests on a setting that the odds of its kind know nothing of: they were counted where the same kind had other causes.
    /// </summary>
    internal bool HasNoOdds { get; init; }

    /// <summary>What to do in this case, the most promising first. Default: what the diagnostic says.</summary>
    public IReadOnlyList<string> Remedies
    {
        get => _remedies ?? Diagnostic.Remedies;
        init => _remedies = value;
    }

    private readonly IReadOnlyList<string>? _remedies;
}
