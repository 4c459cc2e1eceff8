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
        Argument<string> recipe = new("RECIPE") { Description = "A recipe: a YAML file, or the name of one in recipes/" };
        Option<string?> data = RunOptions.Data();
        Command command = new ExampleCommand(
            "summary", "Show the layers of a recipe's network: output shape, parameters, multiply-adds for one sample", ("weir summary recipes/digits-mlp.yaml", "the layer table"))
        {
            recipe, data,
        };
        command.SetAction(parsed =>
        {
            Recipe read = RecipeFile.Read(parsed.GetValue(recipe)!);
            using Trainer trainer = Trainer.Start(read, new TrainerOptions { DataDirectory = parsed.GetValue(data), Threads = 1, Measuring = false });
            terminal.Write([Line.Empty.Add(read.Name, Palette.Strong).Add(" · ", Palette.Quiet).Add(ShapeText.Of(trainer.Info.Summary)), .. SummaryView.Draw(trainer.Info.Summary)]);
            return ExitCodes.Success;
        });
        return command;
    }
}
