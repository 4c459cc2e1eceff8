using System.CommandLine;
using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary><c>weir demo</c>: the same deep network twice at the same time, with sigmoids and with a healthy design.</summary>
internal static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Option<int?> epochs = RunOptions.Positive("--epochs", $"Epochs; {DemoRecipes.Epochs} unless told");
        Option<long?> seed = RunOptions.Seed("The seed of both networks; 1 unless told");
        Option<bool> plain = RunOptions.Plain();
        Command command = new ExampleCommand(
            "demo",
            "Train the same deep network twice, with sigmoids and with a healthy design: see the difference in the gradient",
            ("weir demo", "side by side, on digits that the program draws"),
            ("weir demo --epochs 3 --plain", "a short one in plain lines"))
        {
            epochs, seed, plain,
        };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(epochs) ?? DemoRecipes.Epochs, parsed.GetValue(seed) ?? 1,
            parsed.GetValue(plain)));
        return command;
    }

    private static int Run(Terminal terminal, int epochs, long seed, bool plain)
    {
        Recipe[] recipes = [DemoRecipes.Sigmoid(epochs, seed), DemoRecipes.Relu(epochs, seed)];
        LiveState[] states = [new(terminal.Time), new(terminal.Time)];
        Lock gate = new();
        TimeSpan? first = null;
        states[0].FirstStep = states[1].FirstStep = () =>
        {
            lock (gate)
                first ??= terminal.Time.GetUtcNow() - terminal.Started();
        };

        bool live = terminal.ShowsLive(plain);
        Lazy<DataSplit> data = new(DemoRecipes.Data);
        // One thread for each network: two cores are busy, and neither network waits for the other.
        Task[] work = [.. recipes.Select((recipe, i) => Task.Factory.StartNew(
            () =>
            {
                using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = data.Value, Threads = 1, Time = terminal.Time });
                ITrainingObserver observer = live ? states[i]
                    : new ObserverList(states[i], new PlainLines(Tell, DemoRecipes.Titles[i].PadRight(8)));
                RunWatch? watch = null;
                watch = new RunWatch(trainer, found: _ => states[i].Set(watch!.Findings), time: terminal.Time);
                trainer.Run(new ObserverList(observer, watch), terminal.Cancel);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task both = Task.WhenAll(work);
        if (live)
            LiveLoop.Run(terminal, both, Draw);
        else
            both.GetAwaiter().GetResult();

        terminal.Write([Line.Empty, .. live ? [] : Draw(terminal.Width, terminal.Height)]);
        if (states[0].Take() is { } sigmoid && states[1].Take() is { } relu)
            terminal.Write([.. live ? [] : new[] { Line.Empty }, .. DemoClosing.Draw(sigmoid, relu, terminal.Width)]);
        TimeSpan all = terminal.Time.GetUtcNow() - terminal.Started();
        terminal.Tell($"first trained step {(first is { } time ? time.TotalSeconds.ToString("0.00") : Numbers.None)} s after the start · "
            + $"{Numbers.Duration(all)} in all");
        return terminal.Cancel.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Success;

        IReadOnlyList<Line> Draw(int width, int height) =>
            states[0].Take() is { } left && states[1].Take() is { } right ? PairView.Draw(left, right, DemoRecipes.Titles, width, height)
                : [Line.Empty.Add("weir demo", Palette.Strong).Add(" · drawing digits…")];

        void Tell(string line)
        {
            lock (gate)
                terminal.Tell(line);
        }
    }
}
