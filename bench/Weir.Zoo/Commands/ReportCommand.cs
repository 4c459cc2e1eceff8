using System.CommandLine;
using Weir.Tensors;

namespace Weir.Zoo;

/// <summary><c>bench/zoo report</c>: judges a results file.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        Argument<string> results = new("RESULTS") { Description = "What 'run' has written" };
        Option<string?> cases = new("--cases")
        {
            Description = "The case file; the one that the results name unless told",
            HelpName = "FILE"
        };
        Command command = new("report", "Tell how well the findings fit the faults") { results, cases };
        command.SetAction(parsed =>
        {
            try
            {
                IReadOnlyList<CaseRecord> records = ResultsFile.Read(parsed.GetValue(results)!);
                if (records.Count == 0)
                    throw new CaseException("the results hold no record");
                string file = parsed.GetValue(cases) ?? records[0].Cases;
                if (parsed.GetValue(cases) is null && !File.Exists(file))
                    throw new CaseException($"the results name the case file '{file}', which is not there; name it with --cases");
                Console.Write(Report.Of(records, CaseReader.Read(file)));
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
}
