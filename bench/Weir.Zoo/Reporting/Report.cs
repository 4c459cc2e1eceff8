using System.Globalization;

namespace Weir.Zoo;

/// <summary>What a results file is worth, beside the cases that it is of.</summary>
internal static class Report
{
    /// <summary>The report as text.</summary>
    /// <param name="records">The records.</param>
    /// <param name="cases">The cases.</param>
    /// <exception cref="CaseException">A record whose case the file does not hold.</exception>
    public static string Of(IReadOnlyList<CaseRecord> records, IReadOnlyList<CaseEntry> cases)
    {
        Dictionary<string, ZooCase> byName = cases.Where(entry => entry.Case is not null)
            .ToDictionary(entry => entry.Id, entry => entry.Case!, StringComparer.Ordinal);
        CaseRecord[] wrong = [.. records.Where(record => record.Error is not null)];
        Outcome[] outcomes =
        [
            .. records.Where(record => record.Error is null).Select(record => byName.TryGetValue(record.Case, out ZooCase? found)
                ? new Outcome(found, record)
                : throw new CaseException($"the results hold case {record.Case}, which the case file does not; name the right one with "
                    + "--cases")),
        ];
        Outcome[] broken = [.. wrong.Where(record => byName.ContainsKey(record.Case))
            .Select(record => new Outcome(byName[record.Case], record))];
        int known = outcomes.Count(outcome => outcome.Case.Verdict is not null);
        string head = string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(" and ", records.Select(record => record.What).Distinct())}: {records.Count} records of "
                + $"{records.Select(record => record.Case).Distinct().Count()} cases; {known} with a known verdict, {wrong.Length} with "
                    + $"an error\n");
        if (outcomes.All(outcome => outcome.Record.What == "check"))
            head += $"faults that a check is asked for: {PreflightFaults.Description}\n";
        string errors = wrong.Length == 0 ? "" : $"\nerrors\n{string.Concat(wrong.Select(record => $"  {record.Error}\n"))}";
        if (records.Any(record => record.What == "repair"))
            return $"{head}\n{RepairSection.Of([.. outcomes, .. broken])}{errors}";
        return $"{head}\n{GoalsSection.Of(outcomes)}\nfirst finding by injected fault (suffering and healthy "
            + $"cases)\n{ConfusionSection.Of(outcomes)}\n{AgreementSection.Of(outcomes)}{MistakesSection.Of(outcomes)}{errors}";
    }
}
