using Weir.Data;
using Weir.Diagnosis;
using Weir.Training;

namespace Weir.Studies;

/// <summary>Makes a run of a study, or goes on with it where it was left, and works out what it yields.</summary>
internal sealed class RunExecution(Study study, StudyFolder folder, StudyOptions options, SharedData data)
{
    private const int MostTimed = 10_000;
    private const int MostWarming = 1000;

    // By these a result is known to be of the study's recipe and data.
    private static readonly string[] s_told = [RunDirectory.RecipeName, RunDirectory.RecordName];

    /// <summary>Makes the run.</summary>
    /// <param name="run">The run; this process holds its claim.</param>
    /// <param name="share">Is told the share of steps that is made.</param>
    /// <param name="cancel">Ends it after the current step; it can be gone on with.</param>
    /// <param name="beside">Is told of each step, and of all else; null for nobody.</param>
    /// <returns>What it has yielded; null where it was ended early.</returns>
    /// <exception cref="RunException">It cannot be written, or it was made with another recipe.</exception>
    public RunYield? Make(PlannedRun run, Action<double> share, CancellationToken cancel, ITrainingObserver? beside = null) =>
        RunLoss.Guard(folder.RunDirectory(run.Name), () => MakeOrGoOn(run, share, beside, cancel));

    private RunYield? MakeOrGoOn(PlannedRun run, Action<double> share, ITrainingObserver? beside, CancellationToken cancel)
    {
        string directory = folder.RunDirectory(run.Name);
        Recipe recipe = data.RecipeOf(run);
        bool goesOn = RunDirectory.CanGoOn(directory);
        if (goesOn)
            Check(directory, recipe);
        RunRecord? record = goesOn ? RunDirectory.ReadRecord(directory) : null;
        DataSplit split = data.Of(recipe);
        bool isWatched = study.Diagnosis && recipe.Flow.On;
        TrainerOptions how = new()
        {
            RunsDirectory = folder.Runs,
            Name = run.Name,
            Threads = study.Threads,
            Data = split,
            Time = options.Time,
            ProgressEvery = beside is null ? TimeSpan.FromMilliseconds(250) : TimeSpan.Zero,
        };
        if (record is { Status: "finished" or "nonFinite" })
        {
            RunEvidence there = RunEvidence.Read(directory);
            RunLoss.CheckMetrics(directory, there);
            RunLoss.CheckFlow(directory, there, recipe, study.Diagnosis);
            // It was killed before it told what it yields.
            using Trainer? made = record.Status == "finished" && study.IsTimed ? Trainer.Resume(directory, how) : null;
            return Yield(run, directory, split, there, isWatched ? DiagnosedRun.Read(directory).Findings : null,
                made is null ? null : TestSeconds(made));
        }

        using Trainer trainer = goesOn ? Trainer.Resume(directory, how) : Trainer.Start(recipe, how);
        RunLoss.Check(directory, trainer);
        RunWatch? watch = isWatched ? new RunWatch(trainer, time: options.Time) : null;
        RunReporter reporter = new(watch, beside, share);
        TrainingResult result = trainer.Run(reporter, cancel);
        return result.Status switch
        {
            TrainingStatus.Interrupted => null,
            TrainingStatus.Failed => throw new RunException(result.Message ?? $"{directory}: the run could not be written"),
            _ => Yield(run, directory, split, EvidenceOf(trainer, reporter, watch, directory), watch?.Findings, TestSeconds(trainer)),
        };
    }

    /// <summary>What is known of a run that has ended here: of one that went on its files say what was before.</summary>
    private static RunEvidence EvidenceOf(Trainer trainer, RunReporter reporter, RunWatch? watch, string directory) =>
        trainer is { EndRecord: { } record, Info.ResumedAt: 0 } && (watch?.Trace is not null || trainer.Info.Flow is null)
            ? new RunEvidence { Record = record, Epochs = reporter.Epochs, Trace = watch?.Trace } : RunEvidence.Read(directory);

    /// <summary>Refuses a run that was made with another recipe under the same name, or whose result does not say of what.</summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="recipe">The recipe that the study has; null where it has none that can be run.</param>
    /// <param name="isBeside">Whether another process has made it while this one was at work. Default false.</param>
    public static void Check(string directory, Recipe? recipe, bool isBeside = false)
    {
        bool hasResult = File.Exists(Path.Combine(directory, RunYield.FileName));
        // The recipe is written when the record is there.
        if ((hasResult || RunDirectory.Exists(directory))
            && s_told.FirstOrDefault(name => !File.Exists(Path.Combine(directory, name))) is { } lost)
            throw new RunException($"{directory}: this run has a {(hasResult ? "result" : "recipe")} and no {lost}: what it was made with "
                + $"is not known. Remove {directory} to make the run again");
        if (!RunDirectory.CanGoOn(directory))
            return;
        if (isBeside && recipe is not null && OtherSource(directory, recipe) is { } other)
            throw new RunException($"{directory}: another process, which works on this study at the same time, has made this run with the "
                + $"data {other}, and here {recipe.Data.Source} is taken. Give both the same data (--data), or one of the studies another "
                + "name");
        if (recipe is null || !IsOf(directory, recipe))
            throw new RunException($"{directory}: this run was made with another recipe: the study has changed since. Give the study "
                + $"another name, or remove {directory} to make the run again");
    }

    /// <summary>Whether a run, which has a recipe.yaml, was made with a recipe.</summary>
    public static bool IsOf(string directory, Recipe recipe)
    {
        string file = Path.Combine(directory, RunDirectory.RecipeName);
        return WholeFile.ReadText(file) == RecipeWriter.Write(recipe) || RecipeReader.Read(file, recipe.Registry) == recipe;
    }

    /// <summary>The source that a run had where that alone differs, since one stands for the other; null else.</summary>
    private static string? OtherSource(string directory, Recipe recipe)
    {
        Recipe made = RecipeReader.Read(Path.Combine(directory, RunDirectory.RecipeName), recipe.Registry);
        return made.Data.Source != recipe.Data.Source && made with { Data = recipe.Data } == recipe ? made.Data.Source : null;
    }

    /// <summary>What a run has yielded; without findings where no rule has watched it.</summary>
    private RunYield Yield(PlannedRun run, string directory, DataSplit split, RunEvidence known, IReadOnlyList<Finding>? findings,
        double? testSeconds)
    {
        RunEvidence evidence = known with
        {
            Findings = findings ?? [],
            IsWatched = findings is not null,
            Chance = RunEvidence.ChanceOf(split),
            Target = study.Target,
            Margin = study.Margin,
            TestSeconds = testSeconds,
        };
        RunYield yield = RunYield.Of(evidence, run.Name) with { Watched = study.Diagnosis };
        yield.Write(directory);
        return yield;
    }

    /// <summary>Seconds for a thousand samples; null where the study does not ask.</summary>
    private double? TestSeconds(Trainer trainer)
    {
        if (!study.IsTimed)
            return null;
        Dataset part = new[] { trainer.Data.Test, trainer.Data.Validation, trainer.Data.Training }.First(each => each is { Count: > 0 })!;
        if (part.Count > MostTimed)
            part = part.Take(MostTimed);
        Evaluation evaluation = new(trainer.Backend);
        // The first pass of a network meets memory that nobody has touched: of a run that is timed afterwards it would be the whole.
        _ = evaluation.Of(trainer.Model, trainer.Loss, part.Take(Math.Min(part.Count, MostWarming)));
        long start = options.Time.GetTimestamp();
        _ = evaluation.Of(trainer.Model, trainer.Loss, part);
        return options.Time.GetElapsedTime(start).TotalSeconds * 1000 / part.Count;
    }
}
