using System.CommandLine;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir profile</c>: where the time of a recipe's step goes.</summary>
internal static class ProfileCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        RecipeInput input = new();
        Option<int?> threads = RunOptions.Threads();
        Option<double> seconds = new("--seconds")
        {
            Description = "How long it is measured, after as long a warm-up; 3 unless told",
            HelpName = "S",
            DefaultValueFactory = _ => new ProfileOptions().Seconds,
        };
        seconds.TakesNumber("a number above 0 and up to 3600", number => number is > 0 and <= 3600);
        Option<bool> json = new("--json") { Description = "JSON instead of the table: seconds, and operations a second" };
        Command command = new ExampleCommand(
            "profile",
            "Show where the time of a training step goes: by layer and phase, and how far each product is from the machine's peak; "
                + "nothing is written",
            ("weir profile digits-mlp", "a table of layers and phases"),
            ("weir profile digits-mlp --json", "the same for programs"))
        {
            input.Recipe, input.Set, input.Data, threads, seconds, json,
        };
        command.SetAction(parsed =>
        {
            Recipe read = input.Read(parsed);
            using Trainer trainer = Trainer.Start(read, new TrainerOptions
            {
                DataDirectory = parsed.GetValue(input.Data),
                Threads = parsed.GetValue(threads),
                Measuring = false,
                Time = terminal.Time,
                Cancel = terminal.Cancel,
            });
            double time = parsed.GetValue(seconds);
            RunProfile profile = trainer.Profile(new ProfileOptions { WarmUp = time, Seconds = time }, terminal.Cancel);
            if (parsed.GetValue(json))
                terminal.Tell(ProfileJson.Write(trainer.Info.Name, trainer.Info.Batch, trainer.Info.Threads, profile));
            else
                terminal.Write(ProfileView.Draw(trainer.Info, profile, terminal.Width));
            return ExitCodes.Success;
        });
        return command;
    }
}
