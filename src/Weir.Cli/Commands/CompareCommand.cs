using System.CommandLine;
using Weir.Cli.Views;
using Weir.Studies;

namespace Weir.Cli.Commands;

/// <summary><c>weir compare</c>: runs that are there already, side by side.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string[]> run = new("RUN")
        {
            Description = "Run directories, or their names under the folder of runs; two or more",
            Arity = ArgumentArity.OneOrMore
        };
        Option<string> runs = RunOptions.Runs();
        Command command = new ExampleCommand(
            "compare", "Show runs side by side: in what their recipes differ, metrics, flow and findings",
            ("weir compare digits-mlp digits-mlp-2", "two runs under runs/"),
            ("weir compare runs/batch-norm/runs/*.s1", "the first seed of every row of a study"))
        {
            run, runs,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(run) is { Length: 1 })
                result.AddError("one run cannot be compared; name two or more");
        });
        command.SetAction(parsed =>
        {
            string[] directories = [.. parsed.GetValue(run)!.Select(each => RunFolder.Find(each, parsed.GetValue(runs)!))];
            terminal.Write(CompareView.Draw(RunComparison.Read(directories), terminal.Width));
            return ExitCodes.Success;
        });
        return command;
    }
}
