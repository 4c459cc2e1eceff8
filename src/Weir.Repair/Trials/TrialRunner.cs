using Weir.Data;
using Weir.Diagnosis;
using Weir.Studies;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>
/// Makes branches side by side, as ordinary run directories, each as far as it is wanted. What is there is not made again, and a branch
/// that is wanted farther goes on from where it stands, to the same bits as if it had never stopped.
/// </summary>
internal sealed class TrialRunner
{
    /// <summary>Samples that a score on the training part is taken on, at most.</summary>
    private const int TrainingProbe = 2000;

    /// <summary>What a run's trace tells, for predictions to be held against.</summary>
    private static readonly string[] s_measures =
    [
        "attenuation-start", "attenuation-end", "decades-start", "dead", "saturated", "starved", "update-ratio", "training-loss", "loss",
        "diverged",
    ];

    private readonly RepairOptions _options;
    private readonly JudgedData _data;
    private readonly Recipe _original;
    private readonly string _common;
    private readonly RepairLedger _ledger;
    private readonly Dictionary<(string Arm, long Seed), List<Trial>> _known = [];
    private readonly Lock _gate = new();

    /// <summary>Opens the folder of a repair.</summary>
    /// <param name="folder">The folder; its runs lie in <c>runs</c> in it.</param>
    /// <param name="original">The recipe as it is.</param>
    /// <param name="data">The data of all branches, and what they are judged by.</param>
    /// <param name="ledger">What the repair costs.</param>
    /// <param name="options">How.</param>
    public TrialRunner(string folder, Recipe original, JudgedData data, RepairLedger ledger, RepairOptions options)
    {
        (Runs, _original, _data, _ledger, _options) = (Path.Combine(folder, "runs"), original, data, ledger, options);
        Trivial = TrialScore.OfTrivial(data.Judging(original));
        _common = $"{options.Strategy} {DataFingerprint.Of(data.Of(original))}";
    }

    /// <summary>The folder of the branches' runs.</summary>
    public string Runs { get; }

    /// <summary>The score of the trivial predictor.</summary>
    public TrialScore Trivial { get; }

    /// <summary>How much skill a unit of score is.</summary>
    public double SkillPerScore => 1 / Math.Max(1e-9, 1 - Trivial.Value);

    /// <summary>Is told of each look at a branch.</summary>
    public Action<Trial>? Told { get; init; }

    /// <summary>Every look so far.</summary>
    public IReadOnlyList<Trial> All
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _known.Values.SelectMany(trials => trials).OrderBy(trial => trial.Branch, StringComparer.Ordinal)
                        .ThenBy(trial => trial.Seed).ThenBy(trial => trial.Share),
                ];
            }
        }
    }

    /// <summary>The run directory of a branch with a seed.</summary>
    public string Directory(string arm, long seed) => Path.Combine(Runs, $"{arm}.s{seed}");

    /// <summary>Makes branches as far as they are wanted.</summary>
    /// <returns>A look at each, in the order of the jobs.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; everything is kept.</exception>
    public IReadOnlyList<Trial> Run(IReadOnlyList<TrialJob> jobs, CancellationToken cancel)
    {
        Trial?[] trials = new Trial?[jobs.Count];
        int next = -1;
        Workers.Run(Math.Min(jobs.Count, _options.Workers ?? Environment.ProcessorCount), "repair worker", stop =>
        {
            for (int i = Interlocked.Increment(ref next); i < jobs.Count
                && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next))
                trials[i] = Run(jobs[i], stop);
        }, cancel);
        cancel.ThrowIfCancellationRequested();
        return [.. trials.Select(trial => trial ?? throw new OperationCanceledException("the repair was stopped; everything is kept"))];
    }

    private Trial Run(TrialJob job, CancellationToken cancel)
    {
        long steps = _ledger.StepsOf(job.Arm.Recipe, job.Share);
        string directory = Directory(job.Arm.Name, job.Seed);
        Recipe recipe = RecipeOf(job);
        string fingerprint = TrialFile.FingerprintOf(recipe, _common);
        lock (_gate)
        {
            if (!_known.ContainsKey((job.Arm.Name, job.Seed)))
                _known[(job.Arm.Name, job.Seed)] = [.. TrialFile.Read(directory, fingerprint)];
            List<Trial> looks = _known[(job.Arm.Name, job.Seed)];
            // A run that has broken off comes no farther.
            if (looks.FirstOrDefault(look => look.Step == steps || (look.Step < steps && look.Ended)) is { } known)
            {
                _ledger.Book(known);
                return known;
            }
        }

        Trial trial = Tried(job, recipe, steps, directory, cancel);
        IReadOnlyList<Trial> all;
        lock (_gate)
        {
            _known[(job.Arm.Name, job.Seed)].Add(trial);
            all = [.. _known[(job.Arm.Name, job.Seed)]];
            _ledger.Book(trial);
        }

        FileException.Guard(directory, "the run's folder cannot be made", () => System.IO.Directory.CreateDirectory(directory));
        TrialFile.Write(directory, fingerprint, all);
        Told?.Invoke(trial);
        return trial;
    }

    private Recipe RecipeOf(TrialJob job) => job.Arm.Recipe with
    {
        Name = $"{job.Arm.Name}.s{job.Seed}",
        Seed = job.Seed,
        // Branches go as far as the original has come by the clock, counted in samples.
        Budget = job.Arm.IsControl && job.Seed == _original.Seed ? job.Arm.Recipe.Budget : job.Arm.Recipe.Budget with { Minutes = null },
        // Only where it stops is it gone on from.
        Checkpoints = new CheckpointRecipe { Every = 1_000_000, Keep = 1, Best = false },
    };

    /// <summary>A look at a branch; one that cannot be trained, as for want of memory, has broken off, and the others go on.</summary>
    private Trial Tried(TrialJob job, Recipe recipe, long steps, string directory, CancellationToken cancel)
    {
        try
        {
            return Make(job, recipe, steps, directory, cancel);
        }
        catch (Exception error) when (!job.Arm.IsControl && error is AllocationException or RecipeException or ShapeException)
        {
            return new Trial
            {
                Branch = job.Arm.Name,
                Seed = job.Seed,
                Share = job.Share,
                Step = 0,
                Samples = 0,
                Score = Trivial.Value,
                Skill = 0,
                TrainingSkill = 0,
                Finite = false,
                Ended = true,
            };
        }
    }

    private Trial Make(TrialJob job, Recipe recipe, long steps, string directory, CancellationToken cancel)
    {
        bool goesOn = System.IO.Directory.Exists(directory);
        if (goesOn && RunDirectory.ReadRecord(directory) is null)
        {
            // It was killed before its first step.
            FileException.Guard(directory, "it cannot be removed", () => System.IO.Directory.Delete(directory, recursive: true));
            goesOn = false;
        }

        TrainerOptions how = new()
        {
            RunsDirectory = Runs,
            Name = recipe.Name,
            Threads = 1,
            Data = _data.Of(recipe),
            Time = _options.Time,
            PauseAt = steps,
        };
        using Trainer trainer = goesOn ? Trainer.Resume(directory, how) : Trainer.Start(recipe, how);
        RunWatch? watch = job.Arm.IsControl ? new RunWatch(trainer, time: _options.Time) : null;
        TrainingResult result = trainer.Run(watch, cancel);
        cancel.ThrowIfCancellationRequested();
        if (result.Status == TrainingStatus.Failed)
            throw new RunException(result.Message ?? $"{directory}: the run could not be written");
        bool broke = result.Status == TrainingStatus.NonFinite;
        TrialScore? score = broke ? null : TrialScore.Of(trainer, _data.Judging(recipe));
        Dataset learnt = _data.Learnt.Take(Math.Min(TrainingProbe, _data.Learnt.Count));
        return new Trial
        {
            Branch = job.Arm.Name,
            Seed = job.Seed,
            Share = job.Share,
            Step = result.Steps,
            Samples = _ledger.SamplesAt(recipe, result.Steps),
            Score = (score ?? Trivial).Value,
            ScoreError = (score ?? Trivial).Error,
            Skill = score is null ? 0 : SkillOf(score.Value),
            TrainingSkill = score is not null && TrialScore.Of(trainer, learnt) is { } own ? SkillOf(own.Value) : 0,
            Finite = score is not null,
            Ended = result.Status != TrainingStatus.Interrupted,
            Measures = MeasuresOf(directory),
        };
    }

    /// <summary>The share of what the trivial predictor leaves.</summary>
    private double SkillOf(double score) => (score - Trivial.Value) * SkillPerScore;

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
}
