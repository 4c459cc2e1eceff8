using System.CommandLine;
using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir rate</c>: looks for a learning rate with a range test.</summary>
internal static class RateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        RecipeInput input = new();
        Option<int?> threads = RunOptions.Threads();
        Option<bool> plain = RunOptions.Plain();
        Command command = new ExampleCommand(
            "rate",
            "Suggest a learning rate: try rates from very small to very large, a step each, and see where the loss falls fastest; "
                + "nothing is written",
            ("weir rate digits-mlp", "the loss over the rate, and the rate to take"),
            ("weir rate digits-mlp --plain > log", "the same in plain lines"))
        {
            input.Recipe, input.Set, input.Data, threads, plain,
        };
        command.SetAction(parsed =>
        {
            Recipe read = input.Read(parsed);
            TrainerOptions options = new()
            {
                DataDirectory = parsed.GetValue(input.Data),
                Threads = parsed.GetValue(threads),
                Measuring = false,
                Cancel = terminal.Cancel,
            };
            return terminal.ShowsLive(parsed.GetValue(plain)) ? RunLive(terminal, read, options) : RunPlain(terminal, read, options);
        });
        return command;
    }

    private static int RunPlain(Terminal terminal, Recipe recipe, TrainerOptions options)
    {
        using Trainer trainer = Trainer.Start(recipe, options);
        RateRangeOptions range = new();
        RateRangeResult result = Test(trainer, range, point => terminal.Report(RateView.Step(point).ToString()), terminal.Cancel);
        foreach (Line line in RateView.Write(recipe, range, result))
            terminal.Report(line.ToString());
        return CodeOf(result);
    }

    private static int RunLive(Terminal terminal, Recipe recipe, TrainerOptions options)
    {
        Lock gate = new();
        List<RatePoint> points = [];
        RateRangeOptions range = new();
        // A thread of its own: the pool's are for short work.
        Task<RateRangeResult> work = Task.Factory.StartNew(Test, CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        LiveLoop.Run(
            terminal,
            work,
            (width, height) => RateView.Progress(recipe.Name, range, SoFar(), width, height),
            (width, height) => RateView.Draw(recipe, range, work.Result, width, height));
        return CodeOf(work.Result);

        RateRangeResult Test()
        {
            using Trainer trainer = Trainer.Start(recipe, options);
            return RateCommand.Test(trainer, range, Add, terminal.Cancel);
        }

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

    private static RateRangeResult Test(Trainer trainer, RateRangeOptions range, Action<RatePoint> progress, CancellationToken cancel)
    {
        RateRangeResult result = trainer.TestRates(range, progress, cancel);
        // A test that was cut short has not seen the rates that matter.
        cancel.ThrowIfCancellationRequested();
        return Preflight.BorneOut(result, trainer, cancel);
    }

    private static int CodeOf(RateRangeResult result) => result.Suggested is null ? throw new CommandException(result.Reason)
        : ExitCodes.Success;
}
