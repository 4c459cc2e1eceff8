using System.CommandLine;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir summary</c>: the layer table of a recipe's network.</summary>
internal static class SummaryCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        RecipeInput input = new();
        Command command = new ExampleCommand(
            "summary", "Show the layers of a recipe's network: output shape, parameters, multiply-adds for one sample",
                ("weir summary digits-mlp", "the layer table"))
        {
            input.Recipe, input.Set, input.Data,
        };
        command.SetAction(parsed =>
        {
            Recipe read = input.Read(parsed);
            using Trainer trainer = Trainer.Start(read,
                new TrainerOptions { DataDirectory = parsed.GetValue(input.Data), Threads = 1, Measuring = false });
            terminal.Write([Line.Empty.Add(read.Name, Palette.Strong).Add(" · ", Palette.Quiet).Add(ShapeText.Of(trainer.Info.Summary)),
                .. SummaryView.Draw(trainer.Info.Summary, terminal.Width)]);
            return ExitCodes.Success;
        });
        return command;
    }
}
