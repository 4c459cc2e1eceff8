using Weir.Data;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

/// <summary>
/// A small run on a simulated disk, as a loop of <c>weir train --resume</c> has it: started where there is none, else resumed.
/// </summary>
internal sealed class SimulatedRun : IDisposable
{
    public const string Folder = "/runs/small";

    private readonly SimdBackend _backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
    private readonly Recipe _recipe;
    private readonly TrainerOptions _options;

    private SimulatedRun(string yaml)
    {
        _recipe = RecipeReader.Parse("name: small\ndata: {source: spirals, training: 60, validation: 20, test: 20}\n" + yaml);
        DataSplit data = DataSources.Load("spirals", _recipe.Data.Request);
        _options = new TrainerOptions
        {
            RunsDirectory = "/runs",
            Name = "small",
            Data = yaml.Contains("no-validation", StringComparison.Ordinal) ? new DataSplit(data.Training) : data,
            Backend = _backend,
            Time = new SteppingClock(TimeSpan.Zero),
        };
        Whole = new SimulatedDisk();
        Prepare(Whole);
        Result = Go(Whole)!;
        Operations = Whole.Operations;
    }

    /// <summary>
    /// Recipes that end in the ways that a run can end: all steps made, stopped early, a loss that is not finite, and in the middle of an
    /// epoch.
    /// </summary>
    public static IReadOnlyList<string> Recipes { get; } =
    [
        "model: [{linear: 6, activation: tanh}, linear: outputs]\noptimizer: {sgd: {rate: 0.1, momentum: 0.9}}\nbatch: 9\nepochs: 3",
        "model: [{linear: 6, activation: relu}, batch-norm, dropout: 0.2, linear: outputs]\noptimizer: adam\naverage: on\nbatch: "
            + "15\nepochs: 30\n"
            + "early-stopping: {monitor: training-loss, patience: 1, least: 0.05}\ncheckpoints: {keep: 1, every: 2}",
        "model: [{linear: 6}, {linear: 6}, linear: outputs]\nloss: cross-entropy\noptimizer: {sgd: {rate: 0.1}}\n"
            + "schedule: {multi-step: {at: [4], factor: 1e25}}\nbatch: 20\nepochs: 4\ncheckpoints: {every-steps: 1}",
        "model: [{linear: 6, activation: tanh}, linear: outputs] # no-validation\noptimizer: {rmsprop: {rate: 0.01}}\nbatch: 9\nsteps: 10\n"
            + "flow: {every: 2}\ncheckpoints: {every-steps: 4, keep: 3}",
    ];

    /// <summary>The disk of a run that nothing happened to.</summary>
    public SimulatedDisk Whole { get; }

    /// <summary>How it ended.</summary>
    public TrainingResult Result { get; }

    /// <summary>Operations of the disk that it took.</summary>
    public int Operations { get; }

    /// <summary>The run of a recipe, from 0.</summary>
    public static SimulatedRun Of(int recipe) => new(Recipes[recipe]);

    /// <summary>A disk with the folder of runs and nothing in it.</summary>
    public static SimulatedDisk Prepare(SimulatedDisk disk)
    {
        disk.CreateDirectory("/runs");
        disk.SyncDirectory("/");
        disk.Restart();
        return disk;
    }

    /// <summary>Starts the run or goes on with it.</summary>
    /// <returns>How it ended; null where the program died.</returns>
    public TrainingResult? Go(SimulatedDisk disk)
    {
        try
        {
            using Trainer trainer = Open(disk);
            return trainer.Run();
        }
        catch (SimulatedDeath)
        {
            return null;
        }
    }

    /// <summary>Starts the run or opens it to go on with it, and makes no step.</summary>
    public Trainer Open(SimulatedDisk disk)
    {
        TrainerOptions options = _options with { Files = disk };
        return RunDirectory.Exists(Folder, disk) ? Trainer.Resume(Folder, options) : Trainer.Start(_recipe, options);
    }

    /// <summary>Says what differs between a disk and that of the run that nothing happened to; empty for nothing.</summary>
    public string Difference(SimulatedDisk disk)
    {
        SortedDictionary<string, byte[]> whole = Whole.Contents(), other = disk.Contents();
        if (!whole.Keys.SequenceEqual(other.Keys))
            return $"files {string.Join(' ', other.Keys.Except(whole.Keys))} too many, {string.Join(' ', whole.Keys.Except(other.Keys))} "
                + "missing";
        return string.Join(' ', whole.Where(file => !file.Value.AsSpan().SequenceEqual(other[file.Key]))
            .Select(file => $"{file.Key} differs"));
    }

    public void Dispose() => _backend.Dispose();
}
