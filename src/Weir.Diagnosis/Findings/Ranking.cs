namespace Weir.Diagnosis;

/// <summary>
/// Puts findings in order: what asks for something to be done before notes, strong evidence before weak, graver before others, and of those
/// alike causes before consequences; each cause is followed by what it explains.
/// </summary>
public static class Ranking
{
    /// <summary>Ranks findings and tells each its cause.</summary>
    /// <param name="findings">Findings of one run.</param>
    public static IReadOnlyList<Finding> Of(IEnumerable<Finding> findings)
    {
        Finding[] all = [.. findings];
        Dictionary<string, Finding> byName = all.ToDictionary(finding => finding.Diagnostic.Name, StringComparer.Ordinal);
        Dictionary<string, string> causes = new(StringComparer.Ordinal);
        foreach (Finding effect in all.OrderBy(finding => finding.Step).ThenBy(Place))
        {
            string name = effect.Diagnostic.Name;
            if (CauseGraph.CausesOf(name).FirstOrDefault(cause => byName.TryGetValue(cause, out Finding? found)
                && Precedes(found, effect) && Explains(found, effect) && Root(causes, cause) != name) is { } first)
                causes.Add(name, first);
        }

        ILookup<string, Finding> groups = all.ToLookup(finding => Root(causes, finding.Diagnostic.Name), StringComparer.Ordinal);
        return
        [
            .. groups
                .OrderByDescending(group => group.Max(finding => finding.Severity) > Severity.Information)
                .ThenByDescending(group => byName[group.Key].Strength)
                .ThenByDescending(group => group.Max(finding => finding.Severity))
                .ThenBy(group => Place(byName[group.Key]))
                .SelectMany(group => group
                    .OrderByDescending(finding => finding.Diagnostic.Name == group.Key)
                    .ThenByDescending(finding => finding.Severity)
                    .ThenBy(Place)
                    .Select(finding => finding.Diagnostic.Name == group.Key
                        ? finding with { Severity = group.Max(member => member.Severity) }
                        : finding with
                        {
                            Because = byName[causes[finding.Diagnostic.Name]].Diagnostic,
                            IsEither = CauseGraph.Kind(causes[finding.Diagnostic.Name], finding.Diagnostic.Name) == LinkKind.Either,
                        })),
        ];
    }

    /// <summary>
    /// A cause is seen before what it brings about, or at the same step: there, of two that can bring each other about, the likelier one is
    /// the cause.
    /// </summary>
    private static bool Precedes(Finding cause, Finding effect) => cause.Step < effect.Step
        || CauseGraph.IsLasting(cause.Diagnostic.Name, effect.Diagnostic.Name)
        || (cause.Step == effect.Step && Likelihood(cause, effect) is var forward && Likelihood(effect, cause) is var back
            && (forward < back || (forward == back && Place(cause) < Place(effect))));

    /// <summary>How many causes of an effect are likelier than one; more than there are where it is none.</summary>
    private static int Likelihood(Finding cause, Finding effect)
    {
        int place = 0;
        foreach (string known in CauseGraph.CausesOf(effect.Diagnostic.Name))
        {
            if (known == cause.Diagnostic.Name)
                return place;
            place++;
        }

        return int.MaxValue;
    }

    /// <summary>
    /// A mild suspicion does not explain what is measured; what is proved explains all. And what is worth no more than a note brings no
    /// alarm about.
    /// </summary>
    private static bool Explains(Finding cause, Finding effect) =>
        (cause.Severity > Severity.Information || effect.Severity == Severity.Information)
        && (cause.Strength > Strength.Suspected || effect.Strength == Strength.Suspected || effect.Diagnostic.IsSymptom);

    private static string Root(Dictionary<string, string> causes, string name)
    {
        while (causes.TryGetValue(name, out string? cause))
            name = cause;
        return name;
    }

    private static int Place(Finding finding)
    {
        for (int i = 0; i < RuleList.All.Count; i++)
        {
            if (RuleList.All[i].Diagnostic.Name == finding.Diagnostic.Name)
                return i;
        }

        return int.MaxValue;
    }
}
