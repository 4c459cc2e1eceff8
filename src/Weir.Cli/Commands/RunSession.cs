using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Runs a trainer before the eyes of a person, or in plain lines, and tells how it ended.</summary>
internal static class RunSession
{
    /// <summary>Runs it.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="trainer">A trainer that has not run.</param>
    /// <param name="plain">Plain lines also on a terminal.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, Trainer trainer, bool plain)
    {
        TrainingResult result;
        if (trainer.Info.ResumedAt > 0)
            terminal.Tell($"goes on at step {Numbers.Count(trainer.Info.ResumedAt + 1)} of {Numbers.Count(trainer.Info.TotalSteps)}");
        if (trainer.Info.InitialWeights is { } weights)
            terminal.Tell(weights.ToString());
        if (terminal.ShowsLive(plain))
        {
            RunState state = new();
            // A thread of its own: the pool's are for short work.
            Task<TrainingResult> work = Task.Factory.StartNew(
                () => trainer.Run(state, terminal.Cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            LiveLoop.Run(terminal, work, (width, height) => state.Take() is { } run ? RunView.Draw(run, width, height) : []);
            result = work.Result;
        }
        else
        {
            result = trainer.Run(new PlainLines(terminal.Tell), terminal.Cancel);
        }

        return Close(terminal, trainer.Info, result);
    }

    private static int Close(Terminal terminal, RunInfo info, TrainingResult result)
    {
        terminal.Write([Line.Empty, .. ResultView.Draw(info, result, terminal.Width)]);
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
