using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// Follows a run sample by sample and applies the rules from time to time: often at the start, then at steps a factor apart, so that
/// judging costs next to nothing however long the run is, and always at the end. A replay of the trace judges at the same steps and finds
/// the same. What a run disproves is withdrawn.
/// </summary>
internal sealed class Judge(TraceHeader header, DiagnosisOptions options)
{
    /// <summary>Samples after which the rules are asked, as long as every step is sampled.</summary>
    private static readonly int[] s_early = [1, 8, 12, 20, 32];
    private const double Growth = 1.5;
    private readonly List<FlowSample> _samples = [];
    private readonly List<EpochMetrics> _epochs = [];
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Finding> _withdrawn = new(StringComparer.Ordinal);
    private readonly (Rule Rule, Limits Limits)[] _rules =
        [.. options.Rules.Select(rule => (rule, new Limits(rule.Diagnostic, options.Thresholds)))];
    private Dossier? _dossier;
    private long _last;

    public SetupFacts? Setup { get; init; }

    public DataFacts? Data { get; init; }

    public NetworkFacts? Network { get; init; }

    public TrialFacts? Trial { get; init; }

    public IReadOnlyList<FlowSample> Draws { get; init; } = [];

    /// <summary>The samples so far.</summary>
    public Trace Trace => new(header, [.. _samples]);

    /// <summary>Is told of a finding when it is made, and when it has become graver.</summary>
    public Action<Finding>? Found { get; init; }

    /// <summary>Is told of a finding that was made and is taken back.</summary>
    public Action<Finding>? Withdrew { get; init; }

    /// <summary>What stands so far, ranked.</summary>
    public IReadOnlyList<Finding> Findings =>
        [.. Ranking.Of(_findings.Values).Select(finding => FrameworkWords.Of(finding, Setup?.Framework))];

    /// <summary>All that is said so far.</summary>
    public Verdict Verdict => new()
    {
        Findings = Findings,
        Withdrawn = [.. _withdrawn.Values.OrderBy(finding => finding.Step)
            .ThenBy(finding => finding.Diagnostic.Code, StringComparer.Ordinal)],
        Rules = _rules.Length,
        // What was found, or taken back, was looked for: at a time when there was enough to go by.
        Unjudged = _dossier is null ? [] : [.. options.Rules.Where(rule => !_findings.ContainsKey(rule.Diagnostic.Name)
            && !_withdrawn.ContainsKey(rule.Diagnostic.Name)).Select(rule => (rule, rule.Missing(_dossier)))
            .Where(entry => entry.Item2 is not null).Select(entry => new Unjudged(entry.rule.Diagnostic, entry.Item2!))],
        Outcome = _samples.Count + _epochs.Count == 0 ? null : _dossier?.Outcome.InWords,
    };

    public void Add(FlowSample sample)
    {
        _samples.Add(sample);
        if (s_early.Contains(_samples.Count) || (_samples.Count > s_early[^1] && sample.Step >= _last * Growth)
            || !double.IsFinite(sample.Loss))
            Ask(null);
    }

    public void Add(EpochMetrics metrics)
    {
        _epochs.Add(metrics);
        if (metrics.Step >= _last * Growth)
            Ask(null);
    }

    public void End(EndFacts end) => Ask(end);

    /// <summary>Asks the rules before the first step.</summary>
    public void Start() => Ask(null);

    private void Ask(EndFacts? end)
    {
        Dossier dossier = _dossier = new()
        {
            Header = header,
            Samples = _samples,
            Draws = Draws,
            Trial = Trial,
            Epochs = _epochs,
            Setup = Setup,
            Data = Data,
            Network = Network,
            End = end,
        };
        _last = dossier.Step;
        foreach ((Rule rule, Limits limits) in _rules)
        {
            string name = rule.Diagnostic.Name;
            Finding? before = _findings.GetValueOrDefault(name);
            Finding? now = rule.Judge(dossier, limits) is { } said
                ? Harm.Weigh(FittingRemedies.Of(said, dossier), rule, dossier, options) : null;
            if (now is null && before is not null && Harm.TakesBack(before, rule, dossier, options))
                now = Harm.Withdraw(before, dossier, rule.IsOfNow && dossier.Outcome.IsBetterThanGuessing != true);
            if (now is null && before is not null && end is not null)
                now = Harm.Weigh(before, rule, dossier, options);
            if (now is { State: VerdictState.Withdrawn })
                Withdraw(name, now, before);
            else if (now is not null && options.Apply(now) is { Severity: > Severity.Off } kept)
                Keep(name, kept, before, end is not null);
        }
    }

    private void Withdraw(string name, Finding now, Finding? before)
    {
        // What was never said need not be taken back.
        if (before is null)
            return;
        _findings.Remove(name);
        Finding withdrawn = _withdrawn[name] = now with { Step = before.Step, Severity = before.Severity };
        Withdrew?.Invoke(FrameworkWords.Of(withdrawn, Setup?.Framework));
    }

    private void Keep(string name, Finding kept, Finding? before, bool atEnd)
    {
        bool isNews = before is null || kept.Severity > before.Severity;
        if (!isNews && !atEnd)
        {
            _findings[name] = before! with { State = kept.State, Odds = kept.Odds };
            return;
        }

        // It was seen before: that is when it began.
        _findings[name] = before is null ? kept : kept with { Step = before.Step };
        _withdrawn.Remove(name);
        if (isNews)
            Found?.Invoke(_findings[name]);
    }
}
