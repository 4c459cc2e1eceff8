using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// Follows a run sample by sample and applies the rules from time to time: often at the start, then at steps a factor apart, so that judging
/// costs next to nothing however long the run is. A replay of the trace judges at the same steps and finds the same.
/// </summary>
internal sealed class Judge(TraceHeader header, DiagnosisOptions options)
{
    /// <summary>Samples after which the rules are asked, as long as every step is sampled.</summary>
    private static readonly int[] s_early = [1, 8, 12, 20, 32];
    private const double Growth = 1.5;
    private readonly List<FlowSample> _samples = [];
    private readonly List<EpochMetrics> _epochs = [];
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private readonly (Rule Rule, Limits Limits)[] _rules = [.. RuleList.All.Select(rule => (rule, new Limits(rule.Diagnostic, options.Thresholds)))];
    private long _last;

    public SetupFacts? Setup { get; init; }

    public DataFacts? Data { get; init; }

    public NetworkFacts? Network { get; init; }

    public IReadOnlyList<FlowSample> Draws { get; init; } = [];

    /// <summary>Is told of a finding when it is made, and when it has become graver.</summary>
    public Action<Finding>? Found { get; init; }

    /// <summary>What was found so far, ranked.</summary>
    public IReadOnlyList<Finding> Findings => Ranking.Of(_findings.Values);

    public void Add(FlowSample sample)
    {
        _samples.Add(sample);
        if (s_early.Contains(_samples.Count) || (_samples.Count > s_early[^1] && sample.Step >= _last * Growth) || !double.IsFinite(sample.Loss))
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
        Dossier dossier = new()
        {
            Header = header,
            Samples = _samples,
            Draws = Draws,
            Epochs = _epochs,
            Setup = Setup,
            Data = Data,
            Network = Network,
            End = end,
        };
        _last = dossier.Step;
        foreach ((Rule rule, Limits limits) in _rules)
        {
            if (rule.Judge(dossier, limits) is not { } finding || options.Apply(finding) is not { Severity: > Severity.Off } kept)
                continue;
            if (_findings.TryGetValue(kept.Diagnostic.Name, out Finding? before))
            {
                if (kept.Severity <= before.Severity)
                    continue;
                // It was seen before: that is when it began.
                kept = kept with { Step = before.Step };
            }

            _findings[kept.Diagnostic.Name] = kept;
            Found?.Invoke(kept);
        }
    }
}
