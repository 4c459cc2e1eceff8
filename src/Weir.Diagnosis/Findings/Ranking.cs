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
        foreach (Finding finding in all)
        {
            // A cause counts whatever its gravity: it gets that of what it brings about.
            if (finding.Diagnostic.Causes.FirstOrDefault(cause => byName.ContainsKey(cause) && !LeadsTo(causes, cause, finding.Diagnostic.Name)) is { } found)
                causes.Add(finding.Diagnostic.Name, found);
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

    /// <summary>Whether going back from a name through its causes comes to another.</summary>
    private static bool LeadsTo(Dictionary<string, string> causes, string from, string to)
    {
        while (from != to && causes.TryGetValue(from, out string? cause))
            from = cause;
        return from == to;
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
