namespace Weir.Diagnosis;

/// <summary>Brings what a rule says into line with what the run has come to.</summary>
internal static class Harm
{
    /// <summary>
    /// The share of what guessing leaves from which on a network is said to learn: whoever says that it does not is wrong. Skill 0.9 on ten
    /// balanced classes is an accuracy of 91 %.
    /// </summary>
    public static readonly Threshold Learns = new("learns", 0.9,
        "share of what guessing leaves that is got right: from here on what says that the network fails is withdrawn", Origin.Convention);

    /// <summary>From here on what says so is a warning at most.</summary>
    public static readonly Threshold Trains = new("trains", Limits.Half,
        "the same: from here on it is a warning at most; below it, of classes and at the end of a run, what was measured is an error",
        Origin.Convention);

    /// <summary>What is proved stays a warning up to here; beyond, it is a note.</summary>
    public static readonly Threshold Harmless = new("harmless", 0.97, "the same: from here on what is proved is a note", Origin.Convention);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Threshold> Thresholds { get; } = [Learns, Trains, Harmless];

    /// <summary>The share of the budget after which a network that is no better than guessing makes what keeps it so an error.</summary>
    private const double Late = 0.5;

    /// <summary>The finding with the severity and state that fit the outcome; withdrawn where the outcome disproves it.</summary>
    public static Finding Weigh(Finding finding, Rule rule, Dossier dossier, DiagnosisOptions options)
    {
        bool ended = dossier.End is not null;
        bool early = !ended && dossier.Fraction < 0.1;
        VerdictState state = finding.Strength == Strength.Proof || !early ? VerdictState.Confirmed : VerdictState.Suspected;
        finding = finding with
        {
            State = state,
            Odds = dossier.Step == 0 && !ended && finding is
            {
                Strength: < Strength.Proof, Severity: > Severity.Information,
                HasNoOdds: false
            }
                ? ForecastOdds.Of(finding.Diagnostic.Name) : null,
        };
        if (rule.IsOfFirstWeights && dossier.Samples.Count == 0 && dossier.Setup is { Pretrained: true })
            return finding with
            {
                State = VerdictState.Suspected,
                Strength = Strength.Suspected,
                Severity = Severity.Information,
                // Those are of networks that begin with their first weights.
                Odds = null,
                Message = finding.Message + "; the layers are pre-trained before the run"
            };
        if (!rule.SaysItFails || rule.IsEvent || dossier.Epochs.Count + dossier.Samples.Count == 0 || dossier.End is { NonFinite: true })
            return finding;
        double? skill = dossier.Outcome.Skill;
        if (skill >= options.Of(Learns) && finding.Strength < Strength.Proof)
            return Withdraw(finding, dossier);
        if (skill >= options.Of(Harmless))
            return finding with { Severity = (Severity)Math.Min((int)finding.Severity, (int)Severity.Information) };
        if (skill >= options.Of(Trains))
            return finding with { Severity = (Severity)Math.Min((int)finding.Severity, (int)Severity.Warning) };
        bool isDead = ((ended || dossier.Fraction > Late) && dossier.Outcome.IsBetterThanGuessing == false)
            // Less than half of what guessing leaves of the classes is told apart by the end: values may hold noise that nobody explains.
            || (ended && dossier.Setup is { Classification: true } && skill < options.Of(Trains));
        return isDead && finding is { Severity: Severity.Warning, Strength: > Strength.Suspected }
            ? finding with { Severity = Severity.Error } : finding;
    }

    /// <summary>Whether a rule that no longer says what it said takes it back.</summary>
    public static bool TakesBack(Finding before, Rule rule, Dossier dossier, DiagnosisOptions options) =>
        rule.IsOfNow || (!rule.IsEvent && (before.Diagnostic.IsSymptom ? dossier.Outcome.IsBetterThanGuessing != false : !rule.SaysItFails
            || dossier.Outcome.Skill >= options.Of(Trains)));

    /// <summary>The finding, taken back.</summary>
    /// <param name="finding">What was said.</param>
    /// <param name="dossier">What is known now.</param>
    /// <param name="isOver">
    /// Whether it was so, and is no longer, which is all that is known; otherwise what the run has come to disproves it.
    /// </param>
    public static Finding Withdraw(Finding finding, Dossier dossier, bool isOver = false) => finding with
    {
        State = VerdictState.Withdrawn,
        Withdrawal = new Withdrawal(dossier.Step, isOver ? "it is no longer seen" : dossier.Outcome.InWords ?? "it is no longer seen"),
    };
}
