using Weir.Cli.Live;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Diagnosis;
using Weir.Pages;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Runs a trainer before the eyes of a person, or in plain lines, and tells how it ended.</summary>
internal static class RunSession
{
    /// <summary>Runs it.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="name">What the run is called before it is known.</param>
    /// <param name="start">Makes a trainer that has not run; this may take a while.</param>
    /// <param name="plain">Plain lines also on a terminal.</param>
    /// <param name="diagnosis">How the run is watched; null where nothing is to be looked for.</param>
    /// <param name="report">Whether the run is written as a page at its end.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, string name, Func<Trainer> start, bool plain, Func<Trainer, DiagnosisOptions?> diagnosis,
        bool report) =>
        terminal.ShowsLive(plain) ? RunLive(terminal, name, start, diagnosis, report) : RunPlain(terminal, start, diagnosis, report);

    private static int RunLive(Terminal terminal, string name, Func<Trainer> start, Func<Trainer, DiagnosisOptions?> diagnosis, bool report)
    {
        RunState state = new(terminal.Time, () => terminal.Cancel.IsCancellationRequested);
        Trainer? trainer = null;
        RunWatch? watch = null;
        // A thread of its own: the pool's are for short work.
        Task<TrainingResult> work = Task.Factory.StartNew(
            () =>
            {
                trainer = start();
                if (trainer.Finished is null && diagnosis(trainer) is { } options)
                    watch = new RunWatch(trainer, options, _ => state.Set(watch!.Findings), terminal.Time);
                return Train(terminal, trainer, Watched(state, watch));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            LiveLoop.Run(
                terminal,
                work,
                (width, height) => state.Take() is { } run ? RunView.Draw(run, width, height) : RunView.Waiting(name, state.Elapsed, width),
                // What was found is told in full below.
                (width, height) => state.Take() is { } run ? RunView.Draw(run with { Findings = [] }, width, height) : []);
            foreach (string note in Notes(trainer!.Info))
                terminal.Report(note);
            return Close(terminal, trainer.Info, work.Result, watch?.Findings, told: false, report);
        }
        finally
        {
            trainer?.Dispose();
        }
    }

    private static int RunPlain(Terminal terminal, Func<Trainer> start, Func<Trainer, DiagnosisOptions?> diagnosis, bool report)
    {
        using Trainer trainer = start();
        foreach (string note in Notes(trainer.Info))
            terminal.Report(note);
        // Findings come from a thread of their own.
        Lock gate = new();
        RunWatch? watch = trainer.Finished is null && diagnosis(trainer) is { } options
            ? new RunWatch(trainer, options, finding => Tell(PlainLines.Of(finding)), terminal.Time) : null;
        using CancellationTokenRegistration stopping = terminal.Cancel.Register(() => Tell(RunView.Stopping));
        TrainingResult result = Train(terminal, trainer, Watched(new PlainLines(Tell), watch));
        return Close(terminal, trainer.Info, result, watch?.Findings, told: true, report);

        void Tell(string line)
        {
            lock (gate)
                terminal.Report(line);
        }
    }

    /// <summary>The steps. Once the run is asked to stop, the last of them and its checkpoint are waited for.</summary>
    private static TrainingResult Train(Terminal terminal, Trainer trainer, ITrainingObserver observer)
    {
        if (trainer.Finished is { } finished)
            return finished;
        using (terminal.Leaving.Hold())
            return trainer.Run(observer, terminal.Cancel);
    }

    private static IEnumerable<string> Notes(RunInfo info)
    {
        foreach (string remark in info.Remarks)
            yield return remark;
        if (info.ResumedAt > 0)
            yield return $"goes on at step {Numbers.Count(info.ResumedAt + 1)} of {Numbers.Count(info.TotalSteps)}";
        if (info.InitialWeights is { } weights)
            yield return weights.ToString();
    }

    private static ITrainingObserver Watched(ITrainingObserver observer, RunWatch? watch) =>
        watch is null ? observer : new BothObservers(observer, watch);

    private static int Close(Terminal terminal, RunInfo info, TrainingResult result, IReadOnlyList<Finding>? findings, bool told,
        bool report)
    {
        if (terminal.Leaving.IsOutputClosed && info.Directory is not null)
            terminal.Complain($"nobody reads the output any longer: stopped at step {Numbers.Count(result.Steps)}; go on with  weir "
                + $"resume {info.Directory}");
        string? page = report ? Page(terminal, info) : null;
        terminal.Write([Line.Empty, .. ResultView.Draw(info, result, terminal.Width, findings, told, page)]);
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

    /// <summary>
    /// Writes the run as a page. Where that cannot be done the run has ended as it has; <c>weir report</c> writes it later.
    /// </summary>
    /// <returns>The file; null where there is none.</returns>
    private static string? Page(Terminal terminal, RunInfo info)
    {
        if (info.Directory is not { } directory)
            return null;
        using IDisposable hold = terminal.Leaving.Hold();
        try
        {
            return Report.Write(directory, time: terminal.Time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or RunException)
        {
            terminal.Complain($"the run is kept, but not as a page: {error.Message}");
            return null;
        }
    }
}
