using System.CommandLine;
using System.Globalization;
using Weir.Diagnosis;
using Weir.Tensors;

namespace Weir.Zoo;

/// <summary><c>bench/zoo odds</c>: how often what is said before a training comes true.</summary>
internal static class OddsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        Argument<string[]> results = new("RESULTS")
        {
            Description = "What 'run --what check' has written, one file or several",
            Arity = ArgumentArity.OneOrMore
        };
        Command command = new("odds", "Count how many of the set-ups of which a check says something suffer, by diagnostic") { results };
        command.SetAction(parsed =>
        {
            try
            {
                SortedDictionary<string, (int Suffered, int Said)> odds = new(StringComparer.Ordinal);
                foreach (string file in parsed.GetValue(results)!)
                    Count(ResultsFile.Read(file), odds);
                Console.WriteLine("        // diagnostic, how many suffered, of how many it was said");
                foreach ((string name, (int suffered, int said)) in odds)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"        [\"{name}\"] = new({suffered}, {said}),"));
                return 0;
            }
            catch (WeirException error)
            {
                Console.Error.WriteLine($"error: {error.Message}");
                return 1;
            }
        });
        return command;
    }

    private static void Count(IReadOnlyList<CaseRecord> records, SortedDictionary<string, (int Suffered, int Said)> odds)
    {
        if (records.Count == 0 || records.Any(record => record.What != "check"))
            throw new CaseException("the results are not those of 'run --what check'");
        Dictionary<string, ZooCase> cases = CaseReader.Read(records[0].Cases).Where(entry => entry.Case is not null)
            .ToDictionary(entry => entry.Id, entry => entry.Case!, StringComparer.Ordinal);
        HashSet<(string Case, string Name)> told = [];
        foreach (CaseRecord record in records.Where(record => record.Error is null))
        {
            // Some seeds suffer and some do not: those say nothing of a single run.
            if (!cases.TryGetValue(record.Case, out ZooCase? zooCase) || zooCase.Verdict is null or Verdict.Stochastic)
                continue;
            foreach (string code in record.Findings.Where(finding => finding.IsRaised).Select(finding => finding.Code).Distinct())
            {
                string name = RuleList.Find(code)?.Diagnostic.Name ?? code;
                // A set-up counts once, whatever the number of its seeds.
                if (!told.Add((record.Case, name)))
                    continue;
                (int suffered, int said) = odds.GetValueOrDefault(name);
                odds[name] = (suffered + (zooCase.Verdict == Verdict.Suffers ? 1 : 0), said + 1);
            }
        }
    }
}
