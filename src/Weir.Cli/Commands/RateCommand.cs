using System.CommandLine;
using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir rate</c>: looks for a learning rate with a range test.</summary>
internal static class RateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> recipe = new("RECIPE") { Description = "A recipe: a YAML file, or the name of one in recipes/" };
        Option<string?> data = RunOptions.Data();
        Option<int?> threads = RunOptions.Threads();
        Option<bool> plain = RunOptions.Plain();
        Command command = new ExampleCommand(
            "rate",
            "Suggest a learning rate: try rates from very small to very large, a step each, and see where the loss falls fastest; nothing is written",
            ("weir rate recipes/digits-mlp.yaml", "the loss over the rate, and the rate to take"),
            ("weir rate digits-mlp --plain > log", "the same in plain lines"))
        {
            recipe, data, threads, plain,
        };
        command.SetAction(parsed =>
        {
            Recipe read = RecipeFile.Read(parsed.GetValue(recipe)!);
            TrainerOptions options = new() { DataDirectory = parsed.GetValue(data), Threads = parsed.GetValue(threads), Measuring = false };
            using Trainer trainer = Trainer.Start(read, options);
            return Run(terminal, trainer, read, parsed.GetValue(plain));
        });
        return command;
    }

    private static int Run(Terminal terminal, Trainer trainer, Recipe recipe, bool plain)
    {
        RateRangeOptions options = new();
        RateRangeResult result;
        if (terminal.ShowsLive(plain))
        {
            result = RunLive(terminal, trainer, recipe, options);
            terminal.Cancel.ThrowIfCancellationRequested();
        }
        else
        {
            result = trainer.TestRates(options, point => terminal.Tell(RateView.Step(point).ToString()), terminal.Cancel);
            // A test that was cut short has not seen the rates that matter.
            terminal.Cancel.ThrowIfCancellationRequested();
            foreach (Line line in RateView.Write(recipe, options, result))
                terminal.Tell(line.ToString());
        }

        return result.Suggested is null ? throw new CommandException(result.Reason) : ExitCodes.Success;
    }

    private static RateRangeResult RunLive(Terminal terminal, Trainer trainer, Recipe recipe, RateRangeOptions options)
    {
        Lock gate = new();
        List<RatePoint> points = [];
        // A thread of its own: the pool's are for short work.
        Task<RateRangeResult> work = Task.Factory.StartNew(() => trainer.TestRates(options, Add, terminal.Cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        LiveLoop.Run(terminal, work, (width, height) => work.IsCompletedSuccessfully && !terminal.Cancel.IsCancellationRequested
            ? RateView.Draw(recipe, options, work.Result, width, height)
            : RateView.Progress(recipe.Name, options, SoFar(), width, height));
        return work.Result;

        void Add(RatePoint point)
        {
            lock (gate)
                points.Add(point);
        }

        RatePoint[] SoFar()
        {
            lock (gate)
                return [.. points];
        }
    }
}
