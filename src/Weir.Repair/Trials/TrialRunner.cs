using Weir.Data;
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
    /// <summary>What looks tell, as a number: those of a version that told less are not gone on with.</summary>
    private const int Form = 4;

    private readonly RepairOptions _options;
    private readonly Recipe _original;
    private readonly RepairLedger _ledger;
    private readonly TrialMaker _maker;
    private readonly Lazy<string> _common;
    private readonly Dictionary<(string Arm, long Seed), List<Trial>> _known = [];

    // Want of memory is the machine's at this hour: it is not written down.
    private readonly Dictionary<(string Arm, long Seed), Trial> _wanting = [];
    private readonly Lock _gate = new();

    /// <summary>Opens the folder of a repair.</summary>
    /// <param name="folder">The folder; its runs lie in <c>runs</c> in it.</param>
    /// <param name="original">The recipe as it is.</param>
    /// <param name="data">The data of all branches, and what they are judged by.</param>
    /// <param name="ledger">What the repair costs.</param>
    /// <param name="options">How.</param>
    public TrialRunner(string folder, Recipe original, JudgedData data, RepairLedger ledger, RepairOptions options)
    {
        (Runs, _original, _ledger, _options) = (Path.Combine(folder, "runs"), original, ledger, options);
        _maker = new TrialMaker(Runs, data, ledger, options.Time) { Going = (job, done) => Going?.Invoke(job, done) };
        Make = _maker.Make;
        _common = new(() =>
            $"{Form} {options.Strategy} {options.Seed} {DataFingerprint.Of([data.Learnt, data.Searched, data.Judged])}");
    }

    /// <summary>The folder of the branches' runs.</summary>
    public string Runs { get; }

    /// <summary>The score of the trivial predictor on the samples that proofs are judged by.</summary>
    public TrialScore Trivial => _maker.Trivial;

    /// <summary>The blocks of these samples.</summary>
    public SampleBlocks Blocks => _maker.Blocks;

    /// <summary>How much skill a unit of score is.</summary>
    public double SkillPerScore => _maker.SkillPerScore;

    /// <summary>Is told of each look at a branch, and whether it was made now.</summary>
    public Action<Arm, Trial, bool>? Looked { get; init; }

    /// <summary>Is told how much of what is wanted each branch that is trained has made; null where it is trained no longer.</summary>
    public Action<TrialJob, double?>? Going { get; init; }

    /// <summary>
    /// A look at a training that was made before the repair: as far as it came, that branch is not made again with its seed, and costs
    /// nothing. Null for none.
    /// </summary>
    public Trial? Taken { private get; set; }

    /// <summary>What trains a branch, as its recipe has it, to a step, and looks at it.</summary>
    public Func<TrialJob, Recipe, long, CancellationToken, Trial> Make { private get; init; }

    /// <summary>Every look so far.</summary>
    public IReadOnlyList<Trial> All
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _known.Values.SelectMany(trials => trials).Concat(_wanting.Values)
                        .Concat(Taken is { } taken ? [taken] : [])
                        .OrderBy(trial => trial.Branch, StringComparer.Ordinal).ThenBy(trial => trial.Seed).ThenBy(trial => trial.Share),
                ];
            }
        }
    }

    /// <summary>How many runs were made: branches, each with its seeds.</summary>
    public int RunsMade => All.Where(trial => trial != Taken).Select(trial => (trial.Branch, trial.Seed)).Distinct().Count();

    /// <summary>The run directory of a branch with a seed.</summary>
    public string Directory(string arm, long seed) => Path.Combine(Runs, NameOf(arm, seed));

    /// <summary>Refuses a folder whose runs were made of other data, by another strategy or with another seed.</summary>
    /// <param name="control">The branch without a change, which comes first.</param>
    /// <exception cref="RunException">They were.</exception>
    public void Check(Arm control)
    {
        if (System.IO.Directory.Exists(Runs))
        {
            foreach (string branch in FileException.Guard(Runs, "its runs cannot be listed", () =>
                System.IO.Directory.GetDirectories(Runs)))
                TrialFile.Check(branch, _common.Value);
        }

        TrialJob job = new(control, _original.Seed, 1);
        _ = TrialFile.Read(Directory(control.Name, job.Seed), TrialFile.FingerprintOf(RecipeOf(job), _common.Value));
    }

    /// <summary>A look at a training that was made before the repair; nothing is trained.</summary>
    /// <param name="original">The recipe as it is.</param>
    /// <param name="run">A run of it.</param>
    /// <param name="data">The data of the run.</param>
    /// <exception cref="RunException">What it came to is not there.</exception>
    public Trial LookAt(Arm original, EarlierRun run, DataSplit data) => _maker.LookAt(original, run, data);

    /// <summary>Gives a branch that was trained unwatched facts and findings, for those who look at it.</summary>
    /// <param name="arm">The branch.</param>
    /// <param name="seed">The seed.</param>
    public void Diagnose(Arm arm, long seed) => _maker.Diagnose(Directory(arm.Name, seed), arm.Recipe, seed);

    /// <summary>Makes branches as far as they are wanted.</summary>
    /// <returns>A look at each, in the order of the jobs.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; everything is kept.</exception>
    public IReadOnlyList<Trial> Run(IReadOnlyList<TrialJob> jobs, CancellationToken cancel)
    {
        Trial?[] trials = new Trial?[jobs.Count];
        int next = -1, workers = Math.Min(jobs.Count, _options.Workers ?? Environment.ProcessorCount);
        Workers.Run(workers, "repair worker", stop =>
        {
            for (int i = Interlocked.Increment(ref next); i < jobs.Count
                && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next))
                trials[i] = Run(jobs[i], workers == 1, stop);
        }, cancel);
        cancel.ThrowIfCancellationRequested();
        // What found no memory beside others may find it alone.
        for (int i = 0; i < jobs.Count; i++)
            trials[i] ??= Run(jobs[i], isAlone: true, cancel);
        return [.. trials.Select(trial => trial!)];
    }

    /// <summary>A look at a branch; null where it found no memory and was not alone.</summary>
    private Trial? Run(TrialJob job, bool isAlone, CancellationToken cancel)
    {
        (string, long) key = (job.Arm.Name, job.Seed);
        long steps = _ledger.StepsOf(job.Arm.Recipe, job.Share);
        Recipe recipe = RecipeOf(job);
        string fingerprint = TrialFile.FingerprintOf(recipe, _common.Value);
        if (Known(key, steps, fingerprint) is { } known)
        {
            Looked?.Invoke(job.Arm, known, false);
            return known;
        }

        Going?.Invoke(job, 0);
        try
        {
            if (Made(job, recipe, steps, isAlone, cancel) is not { } trial)
                return null;
            if (!IsWanting(key))
                Keep(key, trial, fingerprint);
            Looked?.Invoke(job.Arm, trial, true);
            return trial;
        }
        finally
        {
            Going?.Invoke(job, null);
        }
    }

    /// <summary>What is known of a branch that is wanted to a step; null where it is to be trained.</summary>
    private Trial? Known((string Arm, long Seed) key, long steps, string fingerprint)
    {
        lock (_gate)
        {
            if (_wanting.TryGetValue(key, out Trial? wanting))
                return wanting;
            if (Taken is { } taken && key == (taken.Branch, taken.Seed) && IsFarEnough(taken, steps))
                return taken;
            if (!_known.TryGetValue(key, out List<Trial>? looks))
                _known[key] = looks = [.. TrialFile.Read(Directory(key.Arm, key.Seed), fingerprint)];
            Trial? known = looks.FirstOrDefault(look => IsFarEnough(look, steps));
            if (known is not null)
                _ledger.Book(known);
            return known;
        }
    }

    /// <summary>Trains a branch; null where it found no memory and was not alone.</summary>
    private Trial? Made(TrialJob job, Recipe recipe, long steps, bool isAlone, CancellationToken cancel)
    {
        (string Arm, long Seed) key = (job.Arm.Name, job.Seed);
        try
        {
            return Make(job, recipe, steps, cancel);
        }
        catch (AllocationException error)
        {
            string directory = Directory(key.Arm, key.Seed);
            // A run that was given up on its way is begun anew; one that was looked at before goes on from there.
            if (IsNew(key) && RunDirectory.Exists(directory))
                RunDirectory.Restart(directory, TrialFile.Name);
            if (!isAlone)
                return null;
            // Without the recipe as it is there is nothing to repair.
            if (job.Arm.IsControl && job.Seed == _original.Seed)
                throw;
            lock (_gate)
                return _wanting[key] = _maker.Broken(job, error.Message);
        }
        catch (Exception error) when (!job.Arm.IsControl && error is RecipeException or ShapeException)
        {
            return _maker.Broken(job, error.Message);
        }
    }

    /// <summary>Notes a look, and writes it down.</summary>
    private void Keep((string Arm, long Seed) key, Trial trial, string fingerprint)
    {
        IReadOnlyList<Trial> all;
        lock (_gate)
        {
            _known[key].Add(trial);
            all = [.. _known[key]];
            _ledger.Book(trial);
        }

        string directory = Directory(key.Arm, key.Seed);
        FileException.Guard(directory, "the run's folder cannot be made", () => System.IO.Directory.CreateDirectory(directory));
        TrialFile.Write(directory, fingerprint, _common.Value, all);
    }

    private bool IsNew((string, long) key)
    {
        lock (_gate)
            return _known[key].Count == 0;
    }

    private bool IsWanting((string, long) key)
    {
        lock (_gate)
            return _wanting.ContainsKey(key);
    }

    // A run that has broken off comes no farther.
    private static bool IsFarEnough(Trial look, long steps) => look.Step == steps || (look.Step < steps && look.Ended);

    private static string NameOf(string arm, long seed) => $"{arm}.s{seed}";

    private Recipe RecipeOf(TrialJob job) => job.Arm.Recipe with
    {
        Name = NameOf(job.Arm.Name, job.Seed),
        Seed = job.Seed,
        // Branches go as far as the original has come by the clock, counted in samples.
        Budget = job.Arm.IsControl && job.Seed == _original.Seed ? job.Arm.Recipe.Budget : job.Arm.Recipe.Budget with { Minutes = null },
        // Only where it stops is it gone on from.
        Checkpoints = new CheckpointRecipe { Every = 1_000_000, Keep = 1, Best = false },
    };
}
