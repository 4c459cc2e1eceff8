using System.CommandLine;
using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Repair;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>
/// <c>weir demo</c>: the whole story of a network that does not train: what is seen before, how the flow dies, what is found, what mends
/// it, and the proof.
/// </summary>
internal static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Option<int?> epochs = RunOptions.Positive("--epochs", $"Epochs; {DemoRecipe.Epochs} unless told");
        Option<long?> seed = RunOptions.Seed("The seed of the network; 1 unless told");
        Option<bool> plain = RunOptions.Plain();
        Command command = new ExampleCommand(
            "demo",
            "See a deep network that does not train: warned of, trained, diagnosed, repaired, with proof; nothing is kept",
            ("weir demo", "on digits that the program draws, in less than a minute"),
            ("weir demo --plain", "in plain lines"))
        {
            epochs, seed, plain,
        };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(epochs) ?? DemoRecipe.Epochs, parsed.GetValue(seed) ?? 1,
            parsed.GetValue(plain)));
        return command;
    }

    private static int Run(Terminal terminal, int epochs, long seed, bool plain)
    {
        using IDisposable hold = terminal.Leaving.Hold();
        using DemoFolder folder = new();
        Recipe recipe = DemoRecipe.Read(epochs, seed);
        TimeSpan? first = null;
        LiveState state = new(terminal.Time, () => terminal.Cancel.IsCancellationRequested)
        {
            FirstStep = () => first = terminal.Time.GetUtcNow() - terminal.Started(),
        };
        try
        {
            DataSplit data = recipe.Data.Load(cancel: terminal.Cancel);
            PreflightReport before = Preflight.Check(recipe,
                new PreflightOptions { Data = data, Threads = 1, Cancel = terminal.Cancel });
            terminal.Write(DemoView.Before(recipe, before, terminal.Width));
            string run = Train(terminal, recipe, data, state, folder, plain);
            terminal.Write(DemoView.Trained(state.Take()!, before.Facts.Data?.MajorityShare, terminal.Width));
            terminal.Write(DemoView.Repairing(terminal.Width));
            RepairResult result = RepairSession.Run(terminal, new RepairRequest(recipe, DemoRecipe.Text(epochs, seed), run),
                new RepairOptions { Data = data, RunsDirectory = folder.Path, Time = terminal.Time }, plain,
                new RepairLines(terminal.Tell, brief: true));
            terminal.Write(DemoView.Repaired(result.Certificate, terminal.Width));
        }
        catch (OperationCanceledException) when (terminal.Cancel.IsCancellationRequested)
        {
            terminal.Say("stopped; nothing is kept");
            return ExitCodes.Interrupted;
        }

        terminal.Write(DemoView.Next(terminal.Width));
        TimeSpan all = terminal.Time.GetUtcNow() - terminal.Started();
        terminal.Say($"first trained step {(first is { } time ? time.TotalSeconds.ToString("0.00") : Numbers.None)} s after the start · "
            + $"{Numbers.Duration(all)} in all");
        return ExitCodes.Success;
    }

    /// <summary>Trains the network as it is.</summary>
    /// <returns>The run directory.</returns>
    private static string Train(Terminal terminal, Recipe recipe, DataSplit data, LiveState state, DemoFolder folder, bool plain)
    {
        using Trainer trainer = Trainer.Start(recipe,
            new TrainerOptions { Data = data, RunsDirectory = folder.Path, Threads = 1, Time = terminal.Time });
        RunWatch? watch = null;
        void Set(Finding finding) => state.Set(watch!.Findings);
        watch = new RunWatch(trainer, found: Set, time: terminal.Time, withdrew: Set, cancel: terminal.Cancel);
        ObserverList observers = new(state, watch);
        if (terminal.ShowsLive(plain))
        {
            // A thread of its own: the pool's are for short work.
            Task work = Task.Factory.StartNew(() => trainer.Run(observers, terminal.Cancel), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default);
            LiveLoop.Run(terminal, work, (width, height) => state.Take() is { } run && !work.IsCompleted
                ? RunView.Draw(run, width, height) : []);
        }
        else
            trainer.Run(observers, terminal.Cancel);
        terminal.Cancel.ThrowIfCancellationRequested();
        state.Set(watch.Findings);
        return trainer.Info.Directory!;
    }
}
