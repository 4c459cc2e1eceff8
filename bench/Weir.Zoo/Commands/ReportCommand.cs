using System.CommandLine;

namespace Weir.Zoo;

/// <summary><c>bench/zoo report</c>: judges a results file.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        Argument<string> results = new("RESULTS") { Description = "What 'run' has written" };
        Option<string?> cases = new("--cases") { Description = "The case file; the one that the results name unless told", HelpName = "FILE" };
        Command command = new("report", "Tell how well the findings fit the faults") { results, cases };
        command.SetAction(parsed => 0);
        return command;
    }
}
