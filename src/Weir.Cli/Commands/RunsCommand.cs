using System.CommandLine;
using Weir.Cli.Views;

namespace Weir.Cli.Commands;

/// <summary><c>weir runs</c>: the runs that were made.</summary>
internal static class RunsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Option<string> runs = RunOptions.Runs();
        Command command = new ExampleCommand("runs", "List the runs, the newest first, with how each stands and what came of it",
            ("weir runs", "those under runs/"))
        {
            runs,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(runs)!;
            IReadOnlyList<RunFolder.Run> all = RunFolder.All(folder);
            if (all.Count == 0)
                terminal.Say($"there are no runs under {folder} yet; 'weir train' makes one");
            else
                terminal.Write(RunListView.Draw(all, terminal.Time.LocalTimeZone, terminal.Width));
            return ExitCodes.Success;
        });
        return command;
    }
}
