using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// A whole experiment: data, model, loss, optimizer, budget and seed. It is what <c>recipes/*.yaml</c> hold
/// (<see cref="RecipeReader"/>, <see cref="RecipeWriter"/>), and can be written in C# as well.
/// </summary>
public sealed record Recipe : IDeclaresOptions
{
    /// <summary>
    /// The name of the run directory: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; default <c>run</c> (the file's name when read from
    /// a file).
    /// </summary>
    public string Name { get; init; } = "run";

    /// <summary>The seed of the first weights and of the order of samples. Default 1.</summary>
    [Option("The seed of the first weights and of the order of samples.")]
    public long Seed { get; init; } = 1;

    /// <summary>What is learnt from. Default: the built-in digits.</summary>
    public DataRecipe Data { get; init; } = new();

    /// <summary>The layers, the one nearest to the input first; one or more.</summary>
    public required ValueList<LayerRecipe> Model { get; init; }

    /// <summary>First weights of the whole network by its structure or its data. Default null: each layer has its own.</summary>
    public InitializationRecipe? Initialize { get; init; }

    /// <summary>Weights of another program or run that a new run begins from. Default null: none.</summary>
    public InitialWeightsRecipe? InitialWeights { get; init; }

    /// <summary>How the dense layers learn one by one before the whole network is trained. Default null: not at all.</summary>
    public PretrainRecipe? Pretrain { get; init; }

    /// <summary>The loss. Default cross-entropy.</summary>
    [Option("What is made small.", Family = "loss")]
    public Choice Loss { get; init; } = new("cross-entropy");

    /// <summary>How much the samples of each class count in the loss. Default null: all alike.</summary>
    public ClassWeightsRecipe? ClassWeights { get; init; }

    /// <summary>What moves the parameters.</summary>
    public required OptimizerRecipe Optimizer { get; init; }

    /// <summary>What is done to the gradients before the optimizer, one link after another. Default: nothing.</summary>
    public ValueList<GradientLink> Gradient { get; init; } = [];

    /// <summary>A penalty on the norm of the gradient, which takes a second pass at every step. Default null: none.</summary>
    public GradientPenaltyOptions? GradientPenalty { get; init; }

    /// <summary>How the rate goes over the run. Default null: it stays the optimizer's.</summary>
    public ScheduleRecipe? Schedule { get; init; }

    /// <summary>The moving average of the weights that evaluations use. Default null: none.</summary>
    public WeightAverageOptions? Average { get; init; }

    /// <summary>Batches whose gradients make up a step, taken together as their mean over samples: 1 or more. Default 1.</summary>
    [Option("Batches whose gradients make up a step.", Least = 1, Most = 1_000_000)]
    public int Accumulate { get; init; } = 1;

    /// <summary>When a run that no longer becomes better is ended. Default null: never.</summary>
    public EarlyStoppingRecipe? EarlyStopping { get; init; }

    /// <summary>Samples of a step: 1 or more. Default 32.</summary>
    [Option("Samples of a step.", Least = 1, Most = 1_000_000)]
    public int Batch { get; init; } = 32;

    /// <summary>
    /// Whether a last batch of an epoch that is not full is left out, so that all steps are of the same size. Default false.
    /// </summary>
    [Option("Whether a last batch of an epoch that is not full is left out.")]
    public bool DropLast { get; init; }

    /// <summary>How long to train. Default 10 epochs.</summary>
    public BudgetRecipe Budget { get; init; } = new();

    /// <summary>How the flow is measured. Default: at steps chosen by the recorder.</summary>
    public FlowRecipe Flow { get; init; } = new();

    /// <summary>Severities and thresholds of diagnostics. Default: the rules' own.</summary>
    public DiagnosisRecipe Diagnosis { get; init; } = new();

    /// <summary>Which checkpoints are kept.</summary>
    public CheckpointRecipe Checkpoints { get; init; } = new();

    /// <summary>The rate of every step of a run; <see cref="Weir.Nn.Schedule.RateAt"/> may be asked for any of them.</summary>
    /// <param name="span">How long the run is.</param>
    public Schedule ScheduleOver(RunSpan span) => Schedule?.Build(Optimizer.Settings.Rate, span)
        ?? new ConstantSchedule(Optimizer.Settings.Rate);

    /// <summary>Steps of an epoch: a step does not reach beyond its epoch, so that its last one may be of fewer batches.</summary>
    /// <param name="samples">Samples of the training part.</param>
    /// <exception cref="RecipeException">Not even one batch is full, and those that are not are to be left out.</exception>
    public int StepsPerEpoch(int samples)
    {
        long batches = DropLast ? samples / Batch : ((long)samples + Batch - 1) / Batch;
        return batches > 0 || !DropLast
            ? (int)((batches + Accumulate - 1) / Accumulate)
            : throw new RecipeException(Place.Of("drop-last"), $"drop-last: the {samples} samples of the training part do not fill one "
                + $"batch of {Batch}; take a smaller batch, or leave 'drop-last' out");
    }

    /// <summary>What the recipe can name: the registry that it was read with. Default: the parts of the library.</summary>
    public RecipeRegistry Registry { get; init; } = RecipeRegistry.BuiltIn;

    /// <summary>Where the recipe was read; of no weight in comparisons.</summary>
    public RecipePlace Place { get; init; }
}
