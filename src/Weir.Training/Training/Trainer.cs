using System.Collections.ObjectModel;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>
/// Trains the network of a recipe: <see cref="Start"/> builds and checks everything, <see cref="Run"/> makes the steps. One run a trainer.
/// </summary>
public sealed partial class Trainer : IDisposable
{
    private readonly TrainerOptions _options;
    private readonly DataSplit _data;
    private readonly Standardizer _standardizer;
    private readonly TargetUnit _unit;
    private readonly BatchOptions _batches;
    private readonly Backend _backend;
    private readonly Optimizer _optimizer;
    private readonly Tape _tape;
    private readonly FlowMeter? _flow;
    private readonly RunDirectory? _directory;
    private readonly Checkpoint? _from;
    private readonly RunRecord _record;
    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly bool _resumes;
    private bool _toPretrain;

    private Trainer(Recipe recipe, TrainerOptions options, Func<RunDirectory?> directory, Resumption? resumption = null)
    {
        _options = options;
        _resumes = resumption is not null;
        bool isNew = resumption is not { HasCheckpoint: true };
        TrainingSetup setup = new(recipe, options, isKept: _resumes || options.RunsDirectory is not null, resumption?.Root);
        setup.Memory.Check(recipe, options.MemoryLimit ?? MachineMemory.For(setup.Memory));
        (_data, _standardizer, _unit, _batches) = (setup.Data, setup.Standardizer, setup.Unit, setup.Batches);
        (Model, Loss, Signature) = (setup.Model, setup.Loss, setup.Signature);
        options.Cancel.ThrowIfCancellationRequested();
        Model.Initialize(recipe.Seed);
        _backend = options.Backend ?? SimdBackend.Create(options.Threads is { } threads ? new SimdOptions { Threads = threads } : null);
        try
        {
            // A run that goes on has its values from its checkpoint.
            WeightReport? weights = isNew ? FirstValues.Set(recipe, Model, _data.Training, _backend) : null;
            options.Cancel.ThrowIfCancellationRequested();
            _toPretrain = isNew && recipe.Pretrain is not null;
            if (_toPretrain)
                GreedyPretraining.Check(recipe, Model);
            _optimizer = recipe.Optimizer.Build(Model, _backend, recipe.Gradient, recipe.Seed);
            int stepsPerEpoch = setup.StepsPerEpoch;
            long total = recipe.Budget.TotalSteps(stepsPerEpoch);
            _tape = new Tape(_backend);
            RunState = new RunState(recipe, Model, _backend, new RunSpan(total, stepsPerEpoch));
            _flow = recipe.Flow.On && options.Measuring != false ? new FlowMeter(recipe, Model, _optimizer, _tape, setup.Summary) : null;
            _directory = directory();
            RunPlace place = new(recipe, setup);
            HasOtherData = resumption?.HasOtherData(setup.Fingerprint!) == true;
            _from = _resumes
                ? LastCheckpoint.Restore(_directory!, options.Files, Model, _optimizer, _flow, RunState, place, HasOtherData) : null;
            Lacking = _from is null ? [] : _directory!.Check(_from, recipe, _flow is not null && resumption!.WasMeasured,
                resumption!.Decisions);
            Finished = resumption?.Finished(total, recipe.Budget.Minutes);
            RunState.Decisions = resumption?.Decide(options, _from?.Step ?? 0, total, Finished is not null) ?? [];
            // What a run came to can be asked where nothing may be written.
            if (Finished is null)
                _directory?.CheckWritable();
            if (Finished is not null && RunState.Stopping is { IsOver: true, Restores: true } stopping)
                stopping.Restore();
            Info = new RunInfo
            {
                Name = _directory?.Name ?? options.Name ?? recipe.Name,
                Recipe = recipe,
                Summary = setup.Summary,
                Memory = setup.Memory,
                Epochs = (int)Math.Min(int.MaxValue, ((total - 1) / stepsPerEpoch) + 1),
                TotalSteps = total,
                StepsPerEpoch = stepsPerEpoch,
                TrainingSamples = _data.Training.Count,
                ValidationSamples = _data.Validation?.Count ?? 0,
                TestSamples = _data.Test?.Count ?? 0,
                Outputs = setup.Outputs,
                Classification = _data.Training.Targets is ClassTargets,
                Backend = _backend.Name,
                Threads = _backend.Threads,
                ResumedAt = _from?.Step ?? 0,
                Remarks = [.. Finished is null ? setup.Remarks : [],
                    .. resumption?.Remarks(options, _backend, setup.Fingerprint!) ?? [], .. Lacking],
                InitialWeights = weights,
                Flow = _flow?.Header,
                Directory = _directory?.Root,
            };
            _record = RunRecord.Of(Info, options, RunState.Decisions, _from) with
            {
                DataFingerprint = resumption is null ? setup.Fingerprint : resumption.DataOfAll(setup.Fingerprint!),
                TestFingerprint = setup.TestFingerprint,
                DataMissing = resumption is not null ? resumption.DataMissing : recipe.Data.Missing.Count == 0 ? null
                    : [.. recipe.Data.Missing.Select(missing => RecipeWriter.Write(missing, recipe.Registry))],
            };
            // What a checkpoint says of itself, so that it can be used where recipe and data are not.
            _texts = _directory is null ? ReadOnlyDictionary<string, string>.Empty : new Dictionary<string, string>
            {
                [ModelSignature.Key] = Signature.ToJson(),
                [TrainedNetwork.RecipeKey] = RecipeWriter.Write(recipe),
            };
            // A run that goes on is written to when it does.
            if (!_resumes && _directory is not null)
            {
                KeptFiles.Keep(recipe, _directory.Root, options.Files);
                _directory.Begin(_texts[TrainedNetwork.RecipeKey], _record);
            }
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>What is trained.</summary>
    public RunInfo Info { get; }

    /// <summary>What the run writes through, for those who write into its directory beside it.</summary>
    internal IFileLayer Files => _options.Files;

    /// <summary>
    /// The network with the values that the run began with, made once more; null of a network of the user's own, which is there but once,
    /// and where what it was made of is there no more, as a file of first weights.
    /// </summary>
    internal Module? MakeFirstNetwork()
    {
        if (_options.Model is not null)
            return null;
        Recipe recipe = Info.Recipe;
        try
        {
            Recipe made = KeptFiles.In(recipe, _directory?.Root, _options.Files);
            Module first = NetworkBuilder.Build(made, _data.Training.InputShape, _data.Training.Targets, Loss);
            first.Initialize(recipe.Seed);
            FirstValues.Set(recipe, first, _data.Training, _backend);
            return first;
        }
        catch (RecipeException)
        {
            return null;
        }
    }

    /// <summary>The network.</summary>
    public Module Model { get; }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <summary>What goes into the network and comes out, in the words of the data.</summary>
    public ModelSignature Signature { get; }

    /// <summary>What is trained and tested on, as the network sees it: standardized, if the recipe says so.</summary>
    public DataSplit Data => _data;

    /// <summary>
    /// What target values are scaled by for the training: its <see cref="Standardizer.UndoInPlace"/> brings outputs back to the targets'
    /// unit.
    /// </summary>
    public Standardizer Targets => _unit.Standardizer;

    /// <summary>What a loss on <see cref="Data"/> is multiplied by to be in the targets' unit, as in metrics and traces.</summary>
    public double LossScale => _unit.LossScale;

    /// <summary>
    /// How a resumed run went that is over already; <see cref="Run"/> returns it and writes nothing. Null where there are steps to make, or
    /// an end to come to.
    /// </summary>
    public TrainingResult? Finished { get; }

    /// <summary>What the run's directory says of how it went; null before it has come to an end, and where nothing is kept.</summary>
    internal RunRecord? EndRecord { get; private set; }

    /// <summary>Whether what a resumed run has made so far it has made of other data.</summary>
    internal bool HasOtherData { get; }

    /// <summary>What is lacking of a resumed run's lines up to its checkpoint, in words; none where all is there.</summary>
    internal IReadOnlyList<string> Lacking { get; } = [];

    /// <summary>
    /// The rate of every step, for plots; that of a schedule that waits for a plateau is known only as far as the run has come.
    /// </summary>
    public Schedule Schedule => RunState.Schedule;

    /// <summary>What computes.</summary>
    internal Backend Backend => _backend;

    /// <summary>What moves the network.</summary>
    internal Optimizer Optimizer => _optimizer;

    /// <summary>Bytes that the signals of steps have taken so far.</summary>
    internal long StepBytes => _tape.PoolBytes;

    /// <summary>What the run keeps besides network and optimizer.</summary>
    internal RunState RunState { get; private set; }

    /// <summary>
    /// Builds data, network and optimizer of a recipe and checks everything, so that nothing is left to go wrong after the first step.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How it is run. Default: nothing is kept on disk.</param>
    /// <exception cref="RecipeException">The recipe fits neither itself nor its data.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="RunException">The run directory cannot be made.</exception>
    /// <exception cref="AllocationException">It takes more memory than there is.</exception>
    /// <exception cref="OperationCanceledException"><see cref="TrainerOptions.Cancel"/> asked for it.</exception>
    public static Trainer Start(Recipe recipe, TrainerOptions? options = null)
    {
        options ??= new TrainerOptions();
        Check(recipe, options);
        // The run is made with what is there now, whatever is when it goes on.
        recipe = recipe with { Data = DataPreference.Choose(recipe.Data, options.DataDirectory, recipe.Registry) };
        return new Trainer(
            recipe,
            options,
            () => options.RunsDirectory is { } runs
                ? RunDirectory.Create(runs, options.Name ?? recipe.Name, exact: options.Name is not null, options.Files) : null);
    }

    /// <summary>Tells what a recipe trains and what that takes of memory, without taking it: data are read, nothing is computed.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How it would be run. Default: nothing is kept on disk.</param>
    /// <exception cref="RecipeException">The recipe fits neither itself nor its data.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="OperationCanceledException"><see cref="TrainerOptions.Cancel"/> asked for it.</exception>
    public static TrainingPlan Plan(Recipe recipe, TrainerOptions? options = null)
    {
        options ??= new TrainerOptions();
        Check(recipe, options);
        TrainingSetup setup = new(recipe, options);
        return new TrainingPlan(setup.Summary, setup.Memory);
    }

    /// <summary>
    /// Goes on with a run from its last checkpoint; from its start where there is none. The bits are those of a run that never stopped.
    /// Nothing is written before
    /// <see cref="Run"/>; a run that is over is <see cref="Finished"/>.
    /// </summary>
    /// <param name="runDirectory">The run directory.</param>
    /// <param name="options">How it is run; <see cref="TrainerOptions.RunsDirectory"/> and <see cref="TrainerOptions.Name"/> are of no
    /// weight.</param>
    /// <exception cref="RunException">There is no run, another process is writing it, or its checkpoint is damaged.</exception>
    /// <exception cref="UnknownPartsException">The recipe names parts that the registry has not.</exception>
    /// <exception cref="OperationCanceledException"><see cref="TrainerOptions.Cancel"/> asked for it.</exception>
    public static Trainer Resume(string runDirectory, TrainerOptions? options = null)
    {
        options ??= new TrainerOptions();
        RunDirectory directory = RunDirectory.Open(runDirectory, options.Files);
        try
        {
            Resumption resumption = new(directory, RunDirectory.ReadRecord(runDirectory, options.Files), options.Registry);
            return new Trainer(resumption.Recipe, resumption.Completed(options), () => directory, resumption);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    // What a file cannot say, as its reader refuses it, can be said in C#.
    private static void Check(Recipe recipe, TrainerOptions options)
    {
        RecipeCheck.Of(recipe);
        if (options.Loss is null)
            _ = recipe.Loss.Loss();
    }
}
