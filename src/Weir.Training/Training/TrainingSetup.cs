using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>Data, network and loss of a run, checked against each other. The network has no values yet, and takes no memory.</summary>
internal sealed class TrainingSetup
{
    /// <summary>Puts them together.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="isKept">Whether the run is kept on disk, and says what data it had.</param>
    /// <param name="run">The directory of the run that goes on, which has kept what its network is made with. Default: none does.</param>
    public TrainingSetup(Recipe recipe, TrainerOptions options, bool isKept = false, string? run = null)
    {
        DataSplit data = options.Data ?? recipe.Data.Load(options.DataDirectory, recipe.Registry, options.Cancel);
        Standardizer = Standardizer.Fit(data.Training, recipe.Data.Standardize, options.Cancel);
        DataSplit scaled = data.Map(Standardizer.Apply);
        options.Cancel.ThrowIfCancellationRequested();
        Batches = BatchesOf(recipe, options, data.Training, Standardizer);
        Loss = options.Loss ?? recipe.Loss.Loss();
        TaskContract.Check(recipe, Loss, scaled.Training);
        if (recipe.ClassWeights is { } weights)
            Loss = weights.Around(Loss, scaled.Training, recipe.Place.Of("class-weights"),
                recipe.Data.Augment.Any(each => each.MixesTargets));
        Outputs = TaskContract.Outputs(scaled.Training.Targets);
        Model = options.Model ?? NetworkBuilder.Build(
            KeptFiles.In(recipe, run, options.Files), scaled.Training.InputShape, scaled.Training.Targets, Loss);
        Unit = TargetUnit.Of(recipe, Loss, Model, scaled.Training);
        Data = scaled.Map(Unit.Standardizer.ApplyToTargets);
        options.Cancel.ThrowIfCancellationRequested();
        Summary = Summary.Of(Model, Data.Training.InputShape);
        CheckOutput();
        Signature = ModelSignature.Of(data, recipe.Data.Standardize, Loss, Unit.Standardizer.Kind != Standardization.None, IsOneForTwo);
        Remarks = data.Remarks;
        Fingerprint = isKept ? DataFingerprint.Of(data) : null;
        TestFingerprint = isKept ? DataFingerprint.OfTest(data) : null;
        options.Cancel.ThrowIfCancellationRequested();
        StepsPerEpoch = recipe.StepsPerEpoch(Data.Training.Count);
        Memory = MemoryPlan.Of(recipe, Model, Loss, Data, Batches, options.Measuring != false,
            options.Backend?.Threads ?? options.Threads ?? new SimdOptions().Threads);
    }

    /// <summary>As the network sees it.</summary>
    public DataSplit Data { get; }

    public Standardizer Standardizer { get; }

    public BatchOptions Batches { get; }

    public Loss Loss { get; }

    public Module Model { get; }

    public TargetUnit Unit { get; }

    /// <summary>What goes into the network and comes out, in the words of the data.</summary>
    public ModelSignature Signature { get; }

    /// <summary>What its source has to tell of the data.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>A hash of the data; null of a run that is not kept.</summary>
    public string? Fingerprint { get; }

    /// <summary>A hash of its test part; null of a run that is not kept.</summary>
    public string? TestFingerprint { get; }

    /// <summary>The outputs of the task.</summary>
    public int Outputs { get; }

    public int StepsPerEpoch { get; }

    public Summary Summary { get; }

    public MemoryPlan Memory { get; }

    // Whether a single output tells two classes apart.
    private bool IsOneForTwo => TaskContract.IsTwoClasses(Data.Training.Targets)
        && Summary.Output is { Rank: > 0 } output && Loss.IsOneForTwo(output[^1], 2);

    // A recipe's network is built for its targets; one of the user's own is as it is.
    private void CheckOutput()
    {
        Shape wanted = TaskContract.OutputShape(Data.Training.Targets);
        if (Summary.Output is not { } output || output.Size == (IsOneForTwo ? wanted.With(^1, 1) : wanted).Size)
            return;
        throw new ShapeException($"the network puts out {output} for a sample, and the targets of {Data.Training.Name} need {wanted}: end "
            + $"it with {Outputs} {(Outputs == 1 ? "output" : "outputs")}{(wanted.Rank > 1 ? " at each position" : "")}");
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
}
