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
    private bool _toPretrain;
    private bool _ran;

    private Trainer(Recipe recipe, TrainerOptions options, bool isNew, Func<RunDirectory?> directory)
    {
        _options = options;
        DataRequest request = recipe.Data.Request;
        DataSplit data = options.Data ?? DataSources.Load(recipe.Data.Source, options.DataDirectory is null ? request : request with { Directory = options.DataDirectory });
        _standardizer = Standardizer.Fit(data.Training, recipe.Data.Standardize);
        DataSplit scaled = data.Map(_standardizer.Apply);
        _batches = BatchesOf(recipe, options, data.Training, _standardizer);
        TaskContract.Check(recipe, scaled.Training);
        int outputs = TaskContract.Outputs(scaled.Training.Targets);
        Model = NetworkBuilder.Build(recipe, scaled.Training.InputShape, TaskContract.OutputShape(scaled.Training.Targets));
        _unit = TargetUnit.Of(recipe, Model, scaled.Training);
        _data = scaled.Map(_unit.Standardizer.ApplyToTargets);
        // The summary runs the network once, which needs values of any kind.
        Model.Initialize(recipe.Seed);
        Summary summary = Summary.Of(Model, _data.Training.InputShape);
        _backend = options.Backend ?? SimdBackend.Create(options.Threads is { } threads ? new SimdOptions { Threads = threads } : null);
        try
        {
            // A run that goes on has its values from its checkpoint.
            WeightReport? weights = isNew ? FirstValues.Set(recipe, Model, _data.Training, _backend) : null;
            _toPretrain = isNew && recipe.Pretrain is not null;
            if (_toPretrain && GreedyPretraining.Wrong(Model, recipe.Pretrain!) is { } wrong)
                throw new RecipeException(recipe.Place, $"pretrain: {wrong}");
            _optimizer = recipe.Optimizer.Build(Model, _backend, recipe.Gradient, recipe.Seed);
            int stepsPerEpoch = recipe.StepsPerEpoch(_data.Training.Count);
            long total = recipe.Budget.TotalSteps(stepsPerEpoch);
            _tape = new Tape(_backend);
            RunState = new RunState(recipe, Model, _backend, new RunSpan(total, stepsPerEpoch));
            _flow = recipe.Flow.On && options.Measuring ? new FlowMeter(recipe, Model, _optimizer, _tape, summary) : null;
            _directory = directory();
            _from = _directory is null ? null : LastCheckpoint.Restore(_directory, Model, _optimizer, _flow, RunState);
            Info = new RunInfo
            {
                Name = _directory?.Name ?? options.Name ?? recipe.Name,
                Recipe = recipe,
                Summary = summary,
                Epochs = (int)Math.Min(int.MaxValue, ((total - 1) / stepsPerEpoch) + 1),
                TotalSteps = total,
                StepsPerEpoch = stepsPerEpoch,
                TrainingSamples = _data.Training.Count,
                ValidationSamples = _data.Validation?.Count ?? 0,
                TestSamples = _data.Test?.Count ?? 0,
                Outputs = outputs,
                Classification = _data.Training.Targets is ClassTargets,
                Backend = _backend.Name,
                Threads = _backend.Threads,
                ResumedAt = _from?.Step ?? 0,
                InitialWeights = weights,
                Flow = _flow?.Header,
                Directory = _directory?.Root,
            };
            _record = RunRecord.Of(Info, _options.Time.GetUtcNow());
            if (_directory is not null && _from is null)
                _directory.Write(recipe);
            _directory?.Write(_record);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is trained.</summary>
    public RunInfo Info { get; }

    /// <summary>The network.</summary>
    public Module Model { get; }

    /// <summary>What is trained and tested on, as the network sees it: standardized, if the recipe says so.</summary>
    public DataSplit Data => _data;

    /// <summary>What target values are scaled by for the training: its <see cref="Standardizer.UndoInPlace"/> brings outputs back to the targets' unit.</summary>
    public Standardizer Targets => _unit.Standardizer;

    /// <summary>What a loss on <see cref="Data"/> is multiplied by to be in the targets' unit, as in metrics and traces.</summary>
    public double LossScale => _unit.LossScale;

    /// <summary>The rate of every step, for plots; that of a schedule that waits for a plateau is known only as far as the run has come.</summary>
    public Schedule Schedule => RunState.Schedule;

    /// <summary>What computes.</summary>
    internal Backend Backend => _backend;

    /// <summary>What the run keeps besides network and optimizer.</summary>
    internal RunState RunState { get; private set; }

    /// <summary>Builds data, network and optimizer of a recipe and checks everything, so that nothing is left to go wrong after the first step.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How it is run. Default: nothing is kept on disk.</param>
    /// <exception cref="RecipeException">The recipe fits neither itself nor its data.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="RunException">The run directory cannot be made.</exception>
    public static Trainer Start(Recipe recipe, TrainerOptions? options = null)
    {
        options ??= new TrainerOptions();
        Check(recipe);
        return new Trainer(recipe, options, isNew: true, () => options.RunsDirectory is { } runs ? RunDirectory.Create(runs, options.Name ?? recipe.Name, exact: options.Name is not null) : null);
    }

    // What a file cannot say, as its reader refuses it, can be said in C#.
    private static void Check(Recipe recipe)
    {
        if (recipe.Batch < 1)
            throw new RecipeException(recipe.Place, $"batch: {recipe.Batch} is out of range; it must be 1 or more");
        if (recipe.Accumulate < 1)
            throw new RecipeException(recipe.Place, $"accumulate: {recipe.Accumulate} is out of range; it must be 1 or more");
        if (recipe.Budget is { Epochs: < 1 } or { Steps: < 1 })
            throw new RecipeException(recipe.Place, $"{(recipe.Budget.Epochs < 1 ? $"epochs: {recipe.Budget.Epochs}" : $"steps: {recipe.Budget.Steps}")} is out of range; it must be 1 or more");
        _ = recipe.Loss.Loss();
    }

    /// <summary>Goes on with a run from its last checkpoint; from its start where there is none. The bits are those of a run that never stopped.</summary>
    /// <param name="runDirectory">The run directory.</param>
    /// <param name="options">How it is run; <see cref="TrainerOptions.RunsDirectory"/> and <see cref="TrainerOptions.Name"/> are of no weight.</param>
    /// <exception cref="RunException">There is no run, it has made all its steps, another process is writing it, or its checkpoint is damaged.</exception>
    public static Trainer Resume(string runDirectory, TrainerOptions? options = null)
    {
        options ??= new TrainerOptions();
        RunDirectory directory = RunDirectory.Open(runDirectory);
        try
        {
            Recipe recipe = directory.ReadRecipe();
            // Sums are split over threads: the same number of them gives the same bits.
            if (RunDirectory.ReadRecord(runDirectory) is { } record)
                options = options with { Threads = options.Threads ?? record.Threads };
            Trainer trainer = new(recipe, options, isNew: directory.Checkpoints.Steps().Count == 0, () => directory);
            if (trainer._from is { } from && from.Step >= trainer.Info.TotalSteps)
                throw new RunException($"{runDirectory}: the run has made all its {from.Step} steps; to train on, raise 'epochs' or 'steps' in its recipe.yaml");
            return trainer;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Tries rates from very small to very large, a step each, before the run, and puts network, optimizer and everything else back afterwards, bit for bit.
    /// </summary>
    /// <param name="options">Which rates, and how many. Default: 100 from 1e-7 to 10.</param>
    /// <param name="progress">Is told of each step, or null.</param>
    /// <param name="cancel">Ends the test after the current step.</param>
    /// <exception cref="InvalidOperationException">The trainer has run already.</exception>
    public RateRangeResult TestRates(RateRangeOptions? options = null, Action<RatePoint>? progress = null, CancellationToken cancel = default)
    {
        if (_ran)
            throw new InvalidOperationException("a trainer that has run cannot test rates; start another");
        Pretrain(null, cancel);
        using BatchLoader loader = new(_data.Training, _batches);
        BatchLoss batchLoss = new(Info.Recipe.Loss.Loss(), _data.Training);
        long step = 0;
        return new RateRangeTest(options).Run(_optimizer, Step, Model, progress, cancel);

        double Step()
        {
            Batch batch = loader.Next();
            Model.BeginStep(Info.Recipe.Seed, ++step);
            _tape.Begin();
            Tensor loss = batchLoss.Of(_tape, Model.Apply(_tape.Input(batch.InputShape, batch.Inputs)), batch);
            double value = loss.Item();
            if (!double.IsFinite(value))
                return value;
            _tape.Backward(loss);
            _optimizer.Step();
            return value * LossScale;
        }
    }

    /// <summary>Makes the steps.</summary>
    /// <param name="observer">Is told of it as it goes, or null.</param>
    /// <param name="cancel">Ends the run after the current step; a checkpoint is written first.</param>
    /// <exception cref="InvalidOperationException">The trainer has run already.</exception>
    public TrainingResult Run(ITrainingObserver? observer = null, CancellationToken cancel = default)
    {
        if (_ran)
            throw new InvalidOperationException("a trainer runs once; start another, or resume the run");
        _ran = true;
        string failure = "an error of the program";
        TrainingResult? result = null;
        try
        {
            observer?.OnStart(Info);
            Pretrain(observer, cancel);
            TrainingLoop loop = new(Info, _options, _data, _batches, _standardizer, _unit, Model, _optimizer, _tape, _flow, RunState, _directory, _from, observer);
            result = loop.Run(cancel);
        }
        catch (OperationCanceledException) when (_toPretrain)
        {
            // There is no checkpoint yet, so that a resumed run begins again.
            result = new TrainingResult { Status = TrainingStatus.Interrupted, Message = "stopped while layers were pre-trained", Steps = 0, Elapsed = TimeSpan.Zero, StepsPerSecond = 0 };
        }
        catch (Exception error)
        {
            failure = error.Message;
            throw;
        }
        finally
        {
            Close(result, failure);
        }

        observer?.OnEnd(result);
        return result;
    }

    /// <summary>Ends the backend's threads and lets others write the run directory.</summary>
    public void Dispose()
    {
        _flow?.Dispose();
        _directory?.Dispose();
        if (_options.Backend is null)
            (_backend as IDisposable)?.Dispose();
    }

    private static BatchOptions BatchesOf(Recipe recipe, TrainerOptions options, Dataset training, Standardizer standardizer)
    {
        bool augmented = recipe.Data.Augment.Count > 0;
        return new BatchOptions
        {
            BatchSize = recipe.Batch,
            Seed = recipe.Seed,
            DropLast = recipe.DropLast,
            Transform = augmented ? new AugmentationChain(recipe.Data.Augment, training, recipe.Seed, standardizer) : null,
            AheadBatches = options.AheadBatches || augmented ? 64 : 0,
        };
    }

    /// <summary>Pre-trains the layers of a new run, once.</summary>
    private void Pretrain(ITrainingObserver? observer, CancellationToken cancel)
    {
        if (!_toPretrain)
            return;
        GreedyPretraining.Run(Model, _data.Training, Info.Recipe.Pretrain!, _backend, Info.Recipe.Seed, layer => observer?.OnPretrained(layer), cancel);
        // What follows the weights begins from those that there are now.
        RunState = new RunState(Info.Recipe, Model, _backend, new RunSpan(Info.TotalSteps, Info.StepsPerEpoch));
        _toPretrain = false;
    }

    private void Close(TrainingResult? result, string failure)
    {
        if (_directory is null)
            return;
        try
        {
            _directory.Write(_record.After(result, failure, _options.Time.GetUtcNow()));
        }
        catch (RunException) when (result is not { Status: TrainingStatus.Finished })
        {
            // The disk is the reason why the run ends: the result says so already.
        }
        finally
        {
            _directory.Dispose();
        }
    }
}
