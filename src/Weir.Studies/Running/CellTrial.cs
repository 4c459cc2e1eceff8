using Weir.Training;

namespace Weir.Studies;

/// <summary>
/// Begins the run of a cell as it will be, with all that is measured and written, and tells what the whole of it takes. One that ends in a
/// moment is made several times; another one is reckoned from what it came to (<see cref="RunClock"/>).
/// </summary>
/// <param name="study">The study.</param>
/// <param name="folder">A folder for runs that are tried.</param>
/// <param name="data">The data.</param>
/// <param name="options">How the study would be run.</param>
/// <param name="longest">How long steps are made for.</param>
internal sealed class CellTrial(Study study, StudyFolder folder, SharedData data, StudyOptions options, TimeSpan longest)
{
    private const int MostRuns = 9;

    private int _number;

    /// <summary>What the run of a cell takes.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public StudyEstimate.CellEstimate Make(Cell cell, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Recipe recipe = data.RecipeOf(PlannedRun.Of(cell, study.Seeds[0]));
        TrainerOptions how = new()
        {
            Threads = study.Threads,
            Data = data.Of(recipe),
            Time = options.Time,
            Measuring = false,
            ProgressEvery = TimeSpan.Zero,
        };
        long parameters = Trainer.Plan(recipe, how).Summary.Parameters;
        long steps = recipe.Budget.TotalSteps(recipe.StepsPerEpoch(how.Data.Training.Count));
        TimeSpan run = Time(cell, recipe, how, steps, cancel);
        // A run that is stopped ends as one that has come to its end does.
        cancel.ThrowIfCancellationRequested();
        if (recipe.Budget.Minutes is { } minutes && run.TotalMinutes > minutes)
            run = TimeSpan.FromMinutes(minutes);
        return new StudyEstimate.CellEstimate(cell, parameters, steps, run);
    }

    private TimeSpan Time(Cell cell, Recipe recipe, TrainerOptions how, long steps, CancellationToken cancel)
    {
        long start = options.Time.GetTimestamp();
        if (Begin(cell, cancel) is { } clock)
            return clock.Whole(steps, clock.Step ?? StepOf(clock.AnyStep, recipe, how, cancel));
        List<TimeSpan> runs = [options.Time.GetElapsedTime(start)];
        // Code that is compiled, and compiled again for speed, is so once in a study.
        while (runs.Count < MostRuns && options.Time.GetElapsedTime(start) + runs[^1] < longest)
        {
            long again = options.Time.GetTimestamp();
            _ = Run(cell, null, cancel);
            runs.Add(options.Time.GetElapsedTime(again));
        }

        TimeSpan[] later = [.. runs.Skip(runs.Count / 2).Order()];
        return later[later.Length / 2];
    }

    /// <summary>Begins a run.</summary>
    /// <returns>What it came to; null where it has ended.</returns>
    private RunClock? Begin(Cell cell, CancellationToken cancel)
    {
        using CancellationTokenSource limit = new(Timeout.InfiniteTimeSpan, options.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        RunClock clock = new(options.Time, () => limit.CancelAfter(longest));
        return Run(cell, clock, stop.Token) ? null : clock;
    }

    private bool Run(Cell cell, RunClock? clock, CancellationToken stop)
    {
        PlannedRun run = new() { Name = $"trial-{Interlocked.Increment(ref _number)}", Cell = cell, Seed = study.Seeds[0] };
        return new RunExecution(study, folder, options, data).Make(run, _ => { }, stop, clock) is not null;
    }

    /// <summary>
    /// Seconds of a step that is not measured, where the flow of all those that were made is: what such take is known already where one
    /// takes long, for of large networks the flow is a small part.
    /// </summary>
    private double StepOf(double? measured, Recipe recipe, TrainerOptions how, CancellationToken cancel)
    {
        if (measured >= longest.TotalSeconds / 2)
            return measured.Value;
        using CancellationTokenSource limit = new(Timeout.InfiniteTimeSpan, options.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        RunClock clock = new(options.Time, () => limit.CancelAfter(longest / 2));
        using Trainer trainer = Trainer.Start(recipe with { Pretrain = null }, how);
        _ = trainer.Run(clock, stop.Token);
        cancel.ThrowIfCancellationRequested();
        return clock.AnyStep ?? measured ?? 0;
    }
}
