using System.Text.RegularExpressions;

namespace Weir.Diagnosis;

/// <summary>
/// Looks for one kind of problem. A rule is a pure function of a dossier: it sees no tensor and no network, and can be tried on a
/// dossier written by hand. A new one is a file in this folder, a line in <see cref="RuleList"/> and a page in <c>docs/diagnostics/</c>.
/// </summary>
public abstract partial class Rule
{
    private const int LeastSamples = 8;

    /// <summary>What it looks for.</summary>
    public abstract Diagnostic Diagnostic { get; }

    /// <summary>The numbers that it decides by.</summary>
    public virtual IReadOnlyList<Threshold> Thresholds => [];

    /// <summary>What it cannot do without. Default: nothing.</summary>
    public virtual Needs Needs => Needs.Nothing;

    /// <summary>Whether it says that the network does not learn, so that one that learns well disproves it. Default true.</summary>
    public virtual bool SaysItFails => true;

    /// <summary>Whether it tells of something that has happened, which no later step undoes. Default false.</summary>
    public virtual bool IsEvent => false;

    /// <summary>
    /// Whether it tells how things are now, so that what it no longer sees is over and is taken back. Default false: most tell what is
    /// known of the whole run.
    /// </summary>
    public virtual bool IsOfNow => false;

    /// <summary>Whether it judges the first weights, which pre-training replaces. Default false.</summary>
    public virtual bool IsOfFirstWeights => false;

    /// <summary>
    /// Whether a recipe can bring it about. Default true; what only a program of one's own can do, as not to clear gradients, has no
    /// recipe that shows it.
    /// </summary>
    public virtual bool ComesFromRecipes => true;

    /// <summary>Judges a run, or a network that has not run yet.</summary>
    /// <param name="dossier">What is known.</param>
    /// <param name="limits">The thresholds in force.</param>
    /// <returns>The finding; null where the rule is silent.</returns>
    public abstract Finding? Judge(Dossier dossier, Limits limits);

    /// <summary>What is missing for it to judge, in words; null where nothing is.</summary>
    /// <param name="dossier">What is known.</param>
    public string? Missing(Dossier dossier)
    {
        bool ran = dossier.Step > 0 || dossier.End is not null;
        return Needs switch
        {
            _ when Lacks(Needs.Data) && dossier.Data is null => "nothing is known of the data",
            _ when Lacks(Needs.Setup) && dossier.Setup is null => "nothing is known of the set-up",
            _ when Lacks(Needs.Network) && dossier.Network is null => "nothing is known of the network but its trace",
            _ when Lacks(Needs.Initial) && dossier.Initial.Count == 0 => "the untrained network was not measured",
            _ when Lacks(Needs.Initial) && dossier.InitialSignal.Count == 0 =>
                $"batches of {dossier.Header.Batch} are too small to tell how samples differ; 'weir check' takes more",
            _ when Lacks(Needs.Samples) && ran && dossier.Samples.Count < LeastSamples =>
                dossier.Samples.Count == 1 ? "only 1 step was measured" : $"only {dossier.Samples.Count} steps were measured",
            _ when Lacks(Needs.Epochs) && ran && dossier.Epochs.Count == 0 => "no epoch has ended",
            _ when Lacks(Needs.Validation) && ran && dossier.Epochs.All(epoch => epoch.ValidationLoss is null) =>
                dossier.Data?.ValidationSamples > 0 ? "the validation part was not evaluated yet" : "there is no validation part",
            _ => null,
        };

        bool Lacks(Needs need) => Needs.HasFlag(need);
    }

    /// <summary>Makes a finding of this rule at the step that the dossier has come to.</summary>
    protected Finding Found(Dossier dossier, Severity severity, string message, IEnumerable<int>? layers = null,
        params Evidence[] evidence) => new()
        {
            Diagnostic = Diagnostic,
            Severity = severity,
            Message = Plain(message),
            Step = dossier.Step,
            Layers = [.. layers ?? []],
            Evidence = evidence,
        };

    /// <summary>
    /// The gravest of what the set-up says that works against the training, as far as this rule tells of it, of equals the surest; null for
    /// nothing.
    /// </summary>
    private protected Finding? OfSettings(Dossier dossier, Limits limits)
    {
        SettingClaim? claim = SettingFaults.All.Where(fault => fault.Diagnostic == Diagnostic.Name)
            .Select(fault => fault.Look(dossier, fault.Limit is { } limit ? limits.Of(limit) : 0)).OfType<SettingClaim>()
            .MaxBy(each => (each.Severity, each.Strength));
        return claim is null ? null
            : Found(dossier, claim.Severity, claim.Message, claim.Layers, claim.Evidence is { } evidence ? [evidence] : []) with
            { Strength = claim.Strength, Remedies = claim.Remedies, HasNoOdds = true };
    }

    /// <summary>A text whose small numbers stand as in pictures and recipes: 1e-8, not 1e-08.</summary>
    /// <param name="text">The text, as of a remedy; messages of findings are made so.</param>
    protected static string Plain(string text) =>
        Exponent().Replace(text, digits => digits.Value.StartsWith("e-", StringComparison.Ordinal) ? "e-" : "e");

    [GeneratedRegex("(?<=[0-9])e[+-]0*(?=[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Exponent();
}
