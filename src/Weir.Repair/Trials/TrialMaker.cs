using System.Collections.Concurrent;
using Weir.Data;
using Weir.Diagnosis;
using Weir.Flow;
using Weir.Studies;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>Makes a look at a branch: trains it as far as it is wanted, in a run directory, and scores what it has come to.</summary>
/// <param name="runs">The folder of the branches' runs.</param>
/// <param name="data">The data of all branches, and what they are judged by.</param>
/// <param name="ledger">Counts samples.</param>
/// <param name="time">The clock.</param>
internal sealed class TrialMaker(string runs, JudgedData data, RepairLedger ledger, TimeProvider time)
{
    /// <summary>Samples that a score on the training part is taken on, at most.</summary>
    private const int TrainingProbe = 2000;

    /// <summary>What a run's trace tells, for predictions to be held against.</summary>
    private static readonly string[] s_measures =
    [
        "attenuation-start", "attenuation-end", "decades-start", "dead", "saturated", "starved", "update-ratio", "training-loss", "loss",
        "diverged",
    ];

    private readonly Lazy<TrialScore> _trivial = new(() => TrialScore.OfTrivial(data.Judged, data.Classes, data.Blocks));
    private readonly ConcurrentDictionary<Dataset, TrialScore> _trivialOfSearch = [];

    /// <summary>Is told how much of the steps that are wanted a branch has made.</summary>
    public Action<TrialJob, double>? Going { get; init; }

    /// <summary>The score of the trivial predictor on the samples that proofs are judged by.</summary>
    public TrialScore Trivial => _trivial.Value;

    /// <summary>The blocks of these samples.</summary>
    public SampleBlocks Blocks => data.Blocks;

    /// <summary>How much skill a unit of that score is.</summary>
    public double SkillPerScore => PerScore(Trivial);

    /// <summary>Trains a branch as far as it is wanted, going on from where it stands, and looks at it.</summary>
    /// <param name="job">The branch.</param>
    /// <param name="recipe">Its recipe with seed and name.</param>
    /// <param name="steps">How far.</param>
    /// <param name="cancel">Stops it.</param>
    public Trial Make(TrialJob job, Recipe recipe, long steps, CancellationToken cancel)
    {
        string directory = Path.Combine(runs, recipe.Name);
        TrainerOptions how = new()
        {
            RunsDirectory = runs,
            Name = recipe.Name,
            Threads = 1,
            Data = data.Of(job.Seed).Branches,
            Registry = recipe.Registry,
            Time = time,
            PauseAt = steps,
        };
        using Trainer trainer = Opened(directory, job, recipe, steps, how);
        RunWatch? watch = job.Arm.IsControl ? new RunWatch(trainer, time: time) : null;
        long from = trainer.Info.ResumedAt;
        Pace pace = new(step => Going?.Invoke(job, Math.Clamp((double)(step - from) / Math.Max(1, steps - from), 0, 1)));
        TrainingResult result = trainer.Run(new ObserverList(watch, pace), cancel);
        cancel.ThrowIfCancellationRequested();
        if (result.Status == TrainingStatus.Failed)
            throw new RunException(result.Message ?? $"{directory}: the run could not be written");
        return Scored(job, result.Status == TrainingStatus.NonFinite ? null : trainer, directory) with
        {
            Step = result.Steps,
            Samples = ledger.SamplesAt(recipe, result.Steps),
            Ended = result.Status != TrainingStatus.Interrupted,
        };
    }

    /// <summary>
    /// The branch where it stands, or at its start: where what it was judged by so far is not there in full, it is made anew, to the same
    /// bits.
    /// </summary>
    private static Trainer Opened(string directory, TrialJob job, Recipe recipe, long steps, TrainerOptions how)
    {
        if (!RunDirectory.CanGoOn(directory))
            return Trainer.Start(recipe, how);
        if (!RunExecution.IsOf(directory, recipe))
            throw new RunException($"{directory}: it was made with another recipe, as by another version of Weir. Give another --name, or "
                + "remove the folder of the repair");
        // Of minutes that begin anew it would have more than the recipe gives.
        if (recipe.Budget.Minutes is null)
        {
            Trainer trainer = Trainer.Resume(directory, how);
            if (trainer.HasOtherData)
            {
                trainer.Dispose();
                throw new RunException($"{directory}: it was made of other data. Give another --name, or remove the folder of the repair");
            }

            long at = trainer.Info.ResumedAt;
            // A network that has come farther than is wanted, or has no checkpoint of its end, is not the one to look at.
            bool isThere = at <= steps && (trainer.Finished is null || trainer.Finished.Steps == at);
            if (isThere && (at == 0 || (trainer.Lacking.Count == 0
                && (!recipe.Flow.On || (Is(RunDirectory.FlowName) && (!job.Arm.IsControl || Is(FactsFile.Name)))))))
                return trainer;
            trainer.Dispose();
        }

        RunDirectory.Restart(directory, TrialFile.Name);
        return Trainer.Resume(directory, how);

        bool Is(string name) => File.Exists(Path.Combine(directory, name));
    }

    /// <summary>A look at a training that was made before the repair.</summary>
    /// <param name="original">The recipe as it is.</param>
    /// <param name="run">A run of it.</param>
    /// <param name="whole">The data of the run.</param>
    /// <exception cref="RunException">What it came to is not there.</exception>
    public Trial LookAt(Arm original, EarlierRun run, DataSplit whole)
    {
        Recipe recipe = original.Recipe;
        long steps = run.Record!.Steps;
        using Trainer? trainer = run.BrokeOff ? null : Trainer.Resume(run.Directory,
            new TrainerOptions { Data = whole, Threads = 1, Measuring = false, Registry = recipe.Registry, Time = time });
        if (trainer is not null && trainer.Info.ResumedAt != steps)
            throw new RunException($"{run.Directory}: the checkpoint of its last step, {steps}, is not there");
        if (trainer is { Lacking: [var lacking, ..] })
            throw new RunException($"{run.Directory}: {lacking}");
        double share = run.Ended ? 1 : (double)steps / ledger.StepsOf(recipe, 1);
        return Scored(new TrialJob(original, recipe.Seed, share), trainer, run.Directory) with
        {
            Step = steps,
            Samples = ledger.SamplesAt(recipe, steps),
            Ended = run.Ended,
        };
    }

    /// <summary>
    /// Gives a branch that was trained unwatched the facts and findings that an ordinary run has; nothing is trained, and where it cannot
    /// be done the branch is judged by its trace alone.
    /// </summary>
    /// <param name="directory">The run directory.</param>
    /// <param name="recipe">The recipe of the branch.</param>
    /// <param name="seed">The seed that it was trained with.</param>
    public void Diagnose(string directory, Recipe recipe, long seed)
    {
        if (File.Exists(Path.Combine(directory, FactsFile.Name)) || !File.Exists(Path.Combine(directory, RunDirectory.FlowName)))
            return;
        try
        {
            using Trainer trainer = Trainer.Resume(directory,
                new TrainerOptions { Data = data.Of(seed).Branches, Threads = 1, Registry = recipe.Registry, Time = time });
            RunWatch watch = new(trainer, time: time);
            watch.OnStart(trainer.Info);
            watch.OnEnd(new TrainingResult
            {
                Status = TrainingStatus.Finished,
                Steps = trainer.Info.ResumedAt,
                Elapsed = TimeSpan.Zero,
                StepsPerSecond = 0,
            });
        }
        catch (WeirException)
        {
            // See above.
        }
    }

    /// <summary>A look at a branch that cannot be trained: it has broken off before its first step.</summary>
    /// <param name="job">The branch.</param>
    /// <param name="reason">Why it cannot.</param>
    public Trial Broken(TrialJob job, string reason) => Unscored(job) with { Reason = reason };

    /// <summary>What a network has come to; with no trainer one that has broken off.</summary>
    private Trial Scored(TrialJob job, Trainer? trainer, string directory)
    {
        (DataSplit branches, Dataset seen) = data.Of(job.Seed);
        TrialScore? judged = trainer is null ? null : TrialScore.Of(trainer, data.Judged, data.Classes, data.Blocks);
        TrialScore? searched = trainer is null || data.IsShared ? judged : TrialScore.Of(trainer, seen, data.Classes);
        bool finite = judged is not null && searched is not null;
        TrialScore? learnt = finite
            ? TrialScore.Of(trainer!, branches.Training.Take(Math.Min(TrainingProbe, branches.Training.Count)), data.Classes) : null;
        return Unscored(job) with
        {
            Score = (finite ? judged! : Trivial).Value,
            ScoreParts = (finite ? judged! : Trivial).Parts,
            Accuracy = (finite ? judged! : Trivial).Accuracy,
            Skill = finite ? SkillOf(searched!, seen) : 0,
            TrainingSkill = learnt is null ? 0 : SkillOf(learnt, seen),
            Finite = finite,
            Measures = MeasuresOf(directory),
        };
    }

    private Trial Unscored(TrialJob job) => new()
    {
        Branch = job.Arm.Name,
        Seed = job.Seed,
        Share = job.Share,
        Step = 0,
        Samples = 0,
        Score = Trivial.Value,
        ScoreParts = Trivial.Parts,
        Accuracy = Trivial.Accuracy,
        Skill = 0,
        TrainingSkill = 0,
        Finite = false,
        Ended = true,
    };

    /// <summary>The share of what the trivial predictor leaves of the samples that the search goes by.</summary>
    private double SkillOf(TrialScore score, Dataset searched)
    {
        TrialScore trivial = _trivialOfSearch.GetOrAdd(searched, each => TrialScore.OfTrivial(each, data.Classes));
        return (score.Value - trivial.Value) * PerScore(trivial);
    }

    private static double PerScore(TrialScore trivial) => 1 / Math.Max(1e-9, 1 - trivial.Value);

    private static Dictionary<string, double> MeasuresOf(string directory)
    {
        RunEvidence evidence = RunEvidence.Read(directory);
        Dictionary<string, double> measures = [];
        foreach (string name in s_measures)
        {
            if (MeasureList.Find(name)!.Of(evidence) is { } value)
                measures[name] = value;
        }

        return measures;
    }

    /// <summary>Hears how far a training is.</summary>
    private sealed class Pace(Action<long> tell) : ITrainingObserver
    {
        public void OnStart(RunInfo info)
        {
        }

        public void OnProgress(StepProgress progress) => tell(progress.Step);

        public void OnSample(FlowSample sample)
        {
        }

        public void OnEpoch(EpochMetrics metrics)
        {
        }

        public void OnEnd(TrainingResult result)
        {
        }
    }
}
