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
        // A cause comes before what it brings about; of two that are seen at the same step, the one that stands first among the rules.
        Finding[] order = [.. all.OrderBy(finding => finding.Step).ThenBy(Place)];
        for (int i = 0; i < order.Length; i++)
        {
            if (CauseGraph.CausesOf(order[i].Diagnostic.Name).FirstOrDefault(cause => order.Take(i)
                .Any(earlier => earlier.Diagnostic.Name == cause && Explains(earlier, order[i]))) is { } found)
                causes.Add(order[i].Diagnostic.Name, found);
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
    /// A mild suspicion does not explain what is measured, and a note explains no alarm that is sure; what is proved explains all.
    /// </summary>
    private static bool Explains(Finding cause, Finding effect) =>
        cause.Strength > Strength.Suspected || effect.Strength == Strength.Suspected || effect.Diagnostic.IsSymptom;

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
