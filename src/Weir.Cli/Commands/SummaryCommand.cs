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
            "summary", "Show the layers of a recipe's network: output shape, parameters, multiply-adds for one sample, and the memory "
                + "of training",
                ("weir summary digits-mlp", "the layer table"))
        {
            input.Recipe, input.Set, input.Data,
        };
        command.SetAction(parsed =>
        {
            Recipe read = input.Read(parsed);
            TrainingPlan plan = Trainer.Plan(read, new TrainerOptions { DataDirectory = parsed.GetValue(input.Data) });
            terminal.Write([Line.Empty.Add(read.Name, Palette.Strong).Add(" · ", Palette.Quiet).Add(ShapeText.Of(plan.Summary)),
                .. SummaryView.Draw(plan, read.Batch, terminal.Width)]);
            return ExitCodes.Success;
        });
        return command;
    }
}
