using System.CommandLine;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir schedule</c>: the learning rate over a recipe's run.</summary>
internal static class ScheduleCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        RecipeInput input = new();
        Option<bool> plain = new("--plain") { Description = "Plain lines instead of the plot" };
        Command command = new ExampleCommand(
            "schedule",
            "Plot the learning rate over a recipe's run, before it is trained",
            ("weir schedule digits-mlp", "the rate over steps and epochs"),
            ("weir schedule digits-mlp --plain", "a table instead of the plot"))
        {
            input.Recipe, input.Set, input.Data, plain,
        };
        command.SetAction(parsed =>
        {
            Recipe read = input.Read(parsed);
            // How many steps an epoch has is known to the data alone.
            using Trainer trainer = Trainer.Start(read,
                new TrainerOptions { DataDirectory = parsed.GetValue(input.Data), Threads = 1, Measuring = false });
            RunSpan span = new(trainer.Info.TotalSteps, trainer.Info.StepsPerEpoch);
            terminal.Write(terminal.ShowsLive(parsed.GetValue(plain)) ? ScheduleView.Draw(read, span, terminal.Width, terminal.Height)
                : ScheduleView.Write(read, span));
            return ExitCodes.Success;
        });
        return command;
    }
}
