using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>What a person wants of the rules.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>Severities by code or name of a diagnostic, instead of the rule's own. Default: none.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>();

    /// <summary>
    /// Thresholds by <c>diagnostic.threshold</c>, as in <c>vanishing-gradient.signal</c>, instead of the defaults. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>The rules that judge. Default: those of the library (<see cref="RuleList.All"/>).</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = RuleList.All;

    /// <summary>These options with one rule more, as one that is written elsewhere. A recipe that names it is read by
    /// <see cref="Of(Recipe, IReadOnlyList{Rule})"/> with the rules of the result.</summary>
    /// <param name="rule">The rule.</param>
    /// <exception cref="ArgumentException">There is a rule of the same code or name.</exception>
    public DiagnosisOptions With(Rule rule) =>
        Find(rule.Diagnostic.Code) is null && Find(rule.Diagnostic.Name) is null ? this with { Rules = [.. Rules, rule] }
            : throw new ArgumentException($"there is a rule '{rule.Diagnostic.Name}' or {rule.Diagnostic.Code} already");

    /// <summary>What a recipe says under <c>diagnosis</c>.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="rules">The rules that it can name, and that judge. Default: those of the library.</param>
    /// <exception cref="RecipeException">A diagnostic or threshold that does not exist; the message names file, line and what was probably
    /// meant.</exception>
    public static DiagnosisOptions Of(Recipe recipe, IReadOnlyList<Rule>? rules = null) => Of(recipe.Diagnosis, rules);

    /// <summary>What a recipe's outline says under <c>diagnosis</c>, as <see cref="Of(Recipe, IReadOnlyList{Rule})"/>.</summary>
    /// <param name="outline">The outline.</param>
    /// <param name="rules">The rules that it can name, and that judge. Default: those of the library.</param>
    /// <exception cref="RecipeException">A diagnostic or threshold that does not exist.</exception>
    public static DiagnosisOptions Of(RecipeOutline outline, IReadOnlyList<Rule>? rules = null) => Of(outline.Diagnosis, rules);

    private static DiagnosisOptions Of(DiagnosisRecipe diagnosis, IReadOnlyList<Rule>? rules)
    {
        DiagnosisOptions plain = new() { Rules = rules ?? RuleList.All };
        List<RecipeError> errors = [];
        foreach (DiagnosisSetting<string> setting in diagnosis.Severities)
        {
            if (plain.Find(setting.Name) is null)
                errors.Add(new RecipeError(setting.Place, $"diagnosis.severities: there is no diagnostic '{setting.Name}'; 'weir "
                    + "explain' lists them", Spelling.Nearest(setting.Name,
                    plain.Rules.SelectMany(rule => new[] { rule.Diagnostic.Name, rule.Diagnostic.Code }))));
        }

        foreach (DiagnosisSetting<double> setting in diagnosis.Thresholds)
        {
            if (!plain.ThresholdNames().Contains(setting.Name))
                errors.Add(new RecipeError(setting.Place, plain.Missing(setting.Name),
                    Spelling.Nearest(setting.Name, plain.ThresholdNames())));
        }

        if (errors.Count > 0)
            throw new RecipeException(errors);
        return plain with
        {
            // A code and a name may both be given: the later counts.
            Severities = diagnosis.Severities.GroupBy(setting => plain.Find(setting.Name)!.Diagnostic.Name)
                .ToDictionary(group => group.Key, group => Enum.Parse<Severity>(group.Last().Value, ignoreCase: true)),
            Thresholds = diagnosis.Thresholds.ToDictionary(setting => setting.Name, setting => setting.Value),
        };
    }

    /// <summary>Checks every entry.</summary>
    /// <exception cref="ArgumentException">A diagnostic or threshold that does not exist.</exception>
    public void Check()
    {
        foreach (string name in Severities.Keys)
        {
            if (Find(name) is null)
                throw new ArgumentException($"there is no diagnostic '{name}'; there are "
                    + $"{string.Join(", ", Rules.Select(rule => rule.Diagnostic.Name))}");
        }

        foreach (string name in Thresholds.Keys)
        {
            if (!ThresholdNames().Contains(name))
                throw new ArgumentException($"there is no threshold '{name}'; there are {string.Join(", ", ThresholdNames())}");
        }
    }

    /// <summary>The finding with the severity that is wanted.</summary>
    internal Finding Apply(Finding finding) =>
        Severities.Count == 0 ? finding
        : Severities.TryGetValue(finding.Diagnostic.Code, out Severity severity)
            || Severities.TryGetValue(finding.Diagnostic.Name, out severity) ? finding with { Severity = severity }
        : finding;

    /// <summary>
    /// Every threshold by the name that a recipe gives it, as in <c>vanishing-gradient.signal</c>; those of the outcome, by which all
    /// findings are weighed, last.
    /// </summary>
    public static IReadOnlyList<(string Name, Threshold Threshold)> AllThresholds { get; } = [.. ThresholdsOf(RuleList.All)];

    private const string OutcomePrefix = "outcome.";

    /// <summary>The value of a threshold of the outcome.</summary>
    internal double Of(Threshold threshold) => Thresholds.TryGetValue(OutcomePrefix + threshold.Name, out double value) ? value
        : threshold.Default;

    private static IEnumerable<(string Name, Threshold Threshold)> ThresholdsOf(IReadOnlyList<Rule> rules) =>
    [
        .. rules.SelectMany(rule => rule.Thresholds.Select(threshold => ($"{rule.Diagnostic.Name}.{threshold.Name}", threshold))),
        .. Harm.Thresholds.Select(threshold => (OutcomePrefix + threshold.Name, threshold)),
    ];

    private IEnumerable<string> ThresholdNames() => ThresholdsOf(Rules).Select(entry => entry.Name);

    private Rule? Find(string codeOrName) => Rules.FirstOrDefault(rule => rule.Diagnostic.Is(codeOrName));

    private string Missing(string name)
    {
        string diagnostic = name.Split('.')[0];
        if (Rules.FirstOrDefault(rule => rule.Diagnostic.Name == diagnostic) is not { } owner)
            return $"diagnosis.thresholds: there is no threshold '{name}'; a threshold is 'diagnostic.threshold', as in "
                + "vanishing-gradient.signal";
        return owner.Thresholds.Count == 0
            ? $"diagnosis.thresholds: {diagnostic} has no thresholds"
            : $"diagnosis.thresholds: {diagnostic} has no threshold '{name[Math.Min(name.Length, diagnostic.Length + 1)..]}'; it has "
                + $"{string.Join(", ", owner.Thresholds.Select(threshold => threshold.Name))}";
    }
}
