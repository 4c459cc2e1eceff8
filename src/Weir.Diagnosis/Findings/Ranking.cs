namespace Weir.Diagnosis;

/// <summary>Puts findings in order: causes first, each followed by its consequences; graver groups before others.</summary>
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
            // It counts whatever its gravity: it gets that of what it brings about.
            if (order[i].Diagnostic.Causes.FirstOrDefault(cause => order.Take(i).Any(earlier => earlier.Diagnostic.Name == cause)) is { } found)
                causes.Add(order[i].Diagnostic.Name, found);
        }

        ILookup<string, Finding> groups = all.ToLookup(finding => Root(causes, finding.Diagnostic.Name), StringComparer.Ordinal);
        return
        [
            .. groups
                .OrderByDescending(group => group.Max(finding => finding.Severity))
                .ThenBy(group => Place(byName[group.Key]))
                .SelectMany(group => group
                    .OrderByDescending(finding => finding.Diagnostic.Name == group.Key)
                    .ThenByDescending(finding => finding.Severity)
                    .ThenBy(Place)
                    .Select(finding => finding.Diagnostic.Name == group.Key
                        ? finding with { Severity = group.Max(member => member.Severity) }
                        : finding with { Because = byName[causes[finding.Diagnostic.Name]].Diagnostic })),
        ];
    }

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
