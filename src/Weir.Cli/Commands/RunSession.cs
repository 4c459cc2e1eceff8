using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Runs a trainer before the eyes of a person, or in plain lines, and tells how it ended.</summary>
internal static class RunSession
{
    /// <summary>Runs it.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="trainer">A trainer that has not run.</param>
    /// <param name="plain">Plain lines also on a terminal.</param>
    /// <param name="diagnosis">How the run is watched; null where nothing is to be looked for.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, Trainer trainer, bool plain, DiagnosisOptions? diagnosis)
    {
        foreach (string remark in trainer.Info.Remarks)
            terminal.Tell(remark);
        if (trainer.Finished is { } finished)
            return Close(terminal, trainer.Info, finished, null);
        TrainingResult result;
        RunWatch? watch = null;
        if (trainer.Info.ResumedAt > 0)
            terminal.Tell($"goes on at step {Numbers.Count(trainer.Info.ResumedAt + 1)} of {Numbers.Count(trainer.Info.TotalSteps)}");
        if (trainer.Info.InitialWeights is { } weights)
            terminal.Tell(weights.ToString());
        if (terminal.ShowsLive(plain))
        {
            RunState state = new();
            watch = diagnosis is not null ? new RunWatch(trainer, diagnosis, _ => state.Set(watch!.Findings), terminal.Time) : null;
            // A thread of its own: the pool's are for short work.
            Task<TrainingResult> work = Task.Factory.StartNew(
                () => trainer.Run(Watched(state, watch), terminal.Cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            LiveLoop.Run(terminal, work, (width, height) => state.Take() is { } run ? RunView.Draw(run, width, height) : []);
            result = work.Result;
        }
        else
        {
            // Findings come from a thread of their own.
            Lock gate = new();
            watch = diagnosis is not null ? new RunWatch(trainer, diagnosis, finding => Tell(PlainLines.Of(finding)), terminal.Time) : null;
            result = trainer.Run(Watched(new PlainLines(Tell), watch), terminal.Cancel);

            void Tell(string line)
            {
                lock (gate)
                    terminal.Tell(line);
            }
        }

        return Close(terminal, trainer.Info, result, watch?.Findings);
    }

    private static ITrainingObserver Watched(ITrainingObserver observer, RunWatch? watch) => watch is null ? observer : new BothObservers(observer, watch);

    private static int Close(Terminal terminal, RunInfo info, TrainingResult result, IReadOnlyList<Finding>? findings)
    {
        terminal.Write([Line.Empty, .. ResultView.Draw(info, result, terminal.Width, findings)]);
        switch (result.Status)
        {
            case TrainingStatus.Interrupted:
                return ExitCodes.Interrupted;
            case TrainingStatus.NonFinite or TrainingStatus.Failed:
                throw new CommandException(result.Message ?? $"the run ended at step {Numbers.Count(result.Steps)} ({result.Status})");
            default:
                return ExitCodes.Success;
        }
    }
}
