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
    /// <param name="name">What the run is called before it is known.</param>
    /// <param name="start">Makes a trainer that has not run; this may take a while.</param>
    /// <param name="options">How it is shown, and what is written beside it.</param>
    /// <param name="diagnosis">How the run is watched; null where nothing is to be looked for.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, string name, Func<Trainer> start, SessionOptions options,
        Func<Trainer, DiagnosisOptions?> diagnosis)
    {
        bool isMade = false;
        try
        {
            return terminal.ShowsLive(options.Plain) ? RunLive(terminal, name, Made, options, diagnosis)
                : RunPlain(terminal, Made, options, diagnosis);
        }
        catch (OperationCanceledException) when (!isMade && terminal.Cancel.IsCancellationRequested)
        {
            terminal.Complain("interrupted before the run began; nothing was written");
            return ExitCodes.Interrupted;
        }

        Trainer Made()
        {
            Trainer trainer = start();
            isMade = true;
            return trainer;
        }
    }

    private static int RunLive(Terminal terminal, string name, Func<Trainer> start, SessionOptions options,
        Func<Trainer, DiagnosisOptions?> diagnosis)
    {
        LiveState state = new(terminal.Time, () => terminal.Cancel.IsCancellationRequested);
        Trainer? trainer = null;
        RunWatch? watch = null;
        RunServices? services = null;
        // A thread of its own: the pool's are for short work.
        Task<TrainingResult> work = Task.Factory.StartNew(
            () =>
            {
                trainer = start();
                services = RunServices.Start(options, trainer.Info, terminal.Time);
                state.Page = services.Page;
                if (trainer.Finished is null && diagnosis(trainer) is { } judging)
                    watch = new RunWatch(trainer, judging, Set, terminal.Time, withdrew: Set, terminal.Cancel);
                return Train(terminal, trainer, services.Beside(new ObserverList(state, watch)), options.Report);
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
                (width, height) => state.Take() is { } run ? RunView.Draw(run with { Findings = [], Page = null }, width, height)
                    : []);
            foreach (string note in Notes(trainer!, options.Report))
                terminal.Report(note);
            Complain(terminal, services);
            return Close(terminal, trainer!, work.Result, watch?.Findings, told: false, options.Report);
        }
        finally
        {
            services?.Dispose();
            trainer?.Dispose();
        }

        void Set(Finding finding) => state.Set(watch!.Findings);
    }

    private static int RunPlain(Terminal terminal, Func<Trainer> start, SessionOptions options, Func<Trainer, DiagnosisOptions?> diagnosis)
    {
        using Trainer trainer = start();
        using RunServices services = RunServices.Start(options, trainer.Info, terminal.Time);
        if (services.Page is { } page)
            terminal.Report($"live page: {page}");
        foreach (string note in Notes(trainer, options.Report))
            terminal.Report(note);
        // Findings come from a thread of their own.
        Lock gate = new();
        FindingLines findings = new();
        RunWatch? watch = trainer.Finished is null && diagnosis(trainer) is { } judging
            ? new RunWatch(trainer, judging, finding => Tell(findings.Of(finding)), terminal.Time,
                withdrew: finding => Tell(FindingLines.Withdrawn(finding)), terminal.Cancel) : null;
        using CancellationTokenRegistration stopping = terminal.Cancel.Register(() => Tell(RunView.Stopping));
        TrainingResult result = Train(terminal, trainer, services.Beside(new ObserverList(new PlainLines(Tell), watch)), options.Report);
        Complain(terminal, services);
        return Close(terminal, trainer, result, watch?.Findings, told: true, options.Report);

        void Tell(string? line)
        {
            lock (gate)
            {
                if (line is not null)
                    terminal.Report(line);
            }
        }
    }

    /// <summary>The steps. Once the run is asked to stop, the last of them and its checkpoint are waited for.</summary>
    private static TrainingResult Train(Terminal terminal, Trainer trainer, ITrainingObserver observer, bool pages)
    {
        if (trainer.Finished is { } finished)
        {
            if (pages && trainer.Info.Directory is { } directory)
                PageFile.RemoveAbandoned(terminal, directory);
            return finished;
        }

        using (terminal.Leaving.Hold())
            return trainer.Run(observer, terminal.Cancel);
    }

    private static void Complain(Terminal terminal, RunServices? services)
    {
        if (services?.Trouble is { } trouble)
            terminal.Complain(trouble);
    }

    private static string Lowered(RunInfo info, long made) =>
        $"its recipe asks for {Numbers.Count(info.TotalSteps)} steps now, and {Numbers.Count(made)} are made";

    private static IEnumerable<string> Notes(Trainer trainer, bool report)
    {
        if (trainer.Finished is { } finished)
        {
            bool lacksPage = LacksPage(trainer);
            string written = lacksPage && report ? "its page alone, which is missing, is written" : "nothing is written";
            yield return $"the run is over: this is how it ended, and {written}";
            if (finished.Steps > trainer.Info.TotalSteps)
                yield return Lowered(trainer.Info, finished.Steps);
            if (lacksPage && !report)
                yield return $"it has no page; 'weir report {trainer.Info.Directory}' writes one";
            foreach (string remark in trainer.Info.Remarks)
                yield return remark;
            yield break;
        }

        RunInfo info = trainer.Info;
        foreach (string remark in info.Remarks)
            yield return remark;
        if (info.ResumedAt > info.TotalSteps)
            yield return Lowered(info, info.ResumedAt);
        if (info.ResumedAt > 0)
            yield return info.ResumedAt < info.TotalSteps
                ? $"goes on at step {Numbers.Count(info.ResumedAt + 1)} of {Numbers.Count(info.TotalSteps)}"
                : "all its steps are made; it goes on to its end, where it is judged";
        if (info.InitialWeights is { } weights)
            yield return weights.ToString();
    }

    /// <summary>Whether a run that is over was killed before its page was written.</summary>
    private static bool LacksPage(Trainer trainer) => trainer.Info.Directory is { } directory && PageFile.IsMissing(directory);

    private static int Close(Terminal terminal, Trainer trainer, TrainingResult result, IReadOnlyList<Finding>? findings, bool told,
        bool report)
    {
        RunInfo info = trainer.Info;
        if (terminal.Leaving.IsOutputClosed && info.Directory is not null)
            terminal.Complain($"{(terminal.Leaving.OutputError is null ? "nobody reads the output any longer" : "the output was lost")}: "
                + $"stopped at step {Numbers.Count(result.Steps)}; go on with  weir resume {info.Directory}");
        // Whoever stops a run before it has made a step waits for nothing.
        bool isUnbegun = result.Status == TrainingStatus.Interrupted && result.Steps == info.ResumedAt;
        string? page = report && !isUnbegun && info.Directory is { } directory && (trainer.Finished is null || LacksPage(trainer))
            ? PageFile.Write(terminal, directory, "the run") : null;
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
}
