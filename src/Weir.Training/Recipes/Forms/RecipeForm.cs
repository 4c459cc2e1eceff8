namespace Weir.Training.Forms;

/// <summary>The keys of a recipe.</summary>
internal static class RecipeForm
{
    private static readonly RecordForm<FlowRecipe> s_flow = new RecordForm<FlowRecipe>("flow", new FlowRecipe())
        .Field("every", "Measure at every so many steps. Default: dense at the start, sparser later.",
            new OptionalForm<int>(new IntegerForm<int>(1, int.MaxValue)), flow => flow.Every, (flow, value) => flow with { Every = value });

    private static readonly RecordForm<CheckpointRecipe> s_checkpoints =
        new RecordForm<CheckpointRecipe>("checkpoints", new CheckpointRecipe())
        .Field("every", "Epochs from one checkpoint to the next. Default 1.", new IntegerForm<int>(1, int.MaxValue), kept => kept.Every,
            (kept, value) => kept with { Every = value })
        .Field("every-steps", "Steps from one checkpoint to the next, besides those at the end of epochs. Default: none.",
            new OptionalForm<long>(new IntegerForm<long>(1, long.MaxValue)), kept => kept.EverySteps, (kept, value) =>
            kept with { EverySteps = value })
        .Field("keep", "How many of the last are kept. Default 2.", new IntegerForm<int>(1, int.MaxValue), kept => kept.Keep,
            (kept, value) => kept with { Keep = value })
        .Field("best", "Whether the best by validation is kept as well. Default true.", new BooleanForm(), kept => kept.Best,
            (kept, value) => kept with { Best = value });

    private static readonly RecordForm<Nn.WeightAverageOptions> s_average =
        new RecordForm<Nn.WeightAverageOptions>("average", new Nn.WeightAverageOptions())
        .Field("decay", "The share of the average that a step keeps, in [0, 1). Default 0.999.",
            new NumberForm(0, 1) { MostIncluded = false }, average => average.Decay, (average, value) => average with { Decay = value })
        .Field("warm-up", "Whether the share rises from small in the first steps. Default true.", new BooleanForm(), average =>
            average.WarmUp, (average, value) => average with { WarmUp = value });

    private static readonly RecordForm<GradientPenaltyOptions> s_penalty =
        new RecordForm<GradientPenaltyOptions>("gradient-penalty", new GradientPenaltyOptions())
        .Field("strength", "How much the norm counts beside the loss; at most the radius. Default 0.02.", new NumberForm(0)
        { LeastIncluded = false }, penalty => penalty.Strength, (penalty, value) => penalty with { Strength = value })
        .Field("radius", "How far the weights are moved for the second pass, as a norm. Default 0.05.", new NumberForm(0)
        { LeastIncluded = false }, penalty => penalty.Radius, (penalty, value) => penalty with { Radius = value })
        .Check(penalty => penalty.Fault);

    private static readonly RecordForm<EarlyStoppingRecipe> s_stopping =
        new RecordForm<EarlyStoppingRecipe>("early-stopping", new EarlyStoppingRecipe())
        .Field("monitor", "The metric. Default: the validation loss.", MonitorForm.Form, stopping => stopping.Monitor, (stopping, value) =>
            stopping with { Monitor = value })
        .Field("patience", "Epochs without a better metric after which the run ends. Default 10.", new IntegerForm<int>(0, 1_000_000),
            stopping => stopping.Patience, (stopping, value) => stopping with { Patience = value })
        .Field("least", "How much better counts as better. Default 0.", new NumberForm(0), stopping => stopping.Least, (stopping, value) =>
            stopping with { Least = value })
        .Field("restore", "Whether the network ends with the weights of its best epoch. Default true.", new BooleanForm(), stopping =>
            stopping.Restore, (stopping, value) => stopping with { Restore = value });

    // Stands for an optimizer that could not be read.
    private static readonly OptimizerRecipe s_none = new(new Nn.SgdOptions { Rate = 0.1 });

    private static readonly InitializationRecipe[] s_initializations =
        [new FixupInitialization(), new AutoInitialization(), new LsuvInitialization()];

    private static readonly PretrainRecipe[] s_pretraining = [new AutoencoderRecipe(), new RbmRecipe()];

    private static readonly FlowRecipe s_off = new() { On = false };

    private static readonly WordForm<string> s_severity =
        new(null, ("off", "off"), ("information", "information"), ("warning", "warning"), ("error", "error"));

    private static readonly RecordForm<DiagnosisRecipe> s_diagnosis = new RecordForm<DiagnosisRecipe>("diagnosis", new DiagnosisRecipe())
        .Field("severities", "Severities by code or name of a diagnostic: off, information, warning or error. Default: the rules' own.",
            new SettingsForm<string>("diagnostics", s_severity), diagnosis => diagnosis.Severities, (diagnosis, value) =>
            diagnosis with { Severities = value })
        .Field("thresholds", "Thresholds by diagnostic.threshold, as in vanishing-gradient.signal. Default: the rules' own.",
            new SettingsForm<double>("thresholds", new NumberForm()), diagnosis => diagnosis.Thresholds, (diagnosis, value) =>
            diagnosis with { Thresholds = value });

    private static readonly WordForm<ClassWeightsRecipe> s_weights = new(
        new ConvertedForm<ValueList<DiagnosisSetting<double>>, ClassWeightsRecipe>(
            new SettingsForm<double>("classes", new NumberForm(0) { LeastIncluded = false }),
            weights => new ClassWeightsRecipe { Weights = weights }, recipe => recipe.Weights),
        ("balanced", new ClassWeightsRecipe()), ("none", null!));

    /// <summary>A recipe with a given default name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="families">What can be named.</param>
    public static RecordForm<Recipe> For(string name, Families families) =>
        new RecordForm<Recipe>("the recipe", new Recipe { Name = name, Model = [], Optimizer = s_none, Registry = families.Registry })
        .Field("name", "The name of the run directory. Default: the file's name.",
            new TextForm(RunName.Pattern(), RunName.Rule), recipe => recipe.Name, (recipe, value) => recipe with { Name = value })
        .Field("seed", "The seed of the first weights and of the order of samples. Default 1.",
            new IntegerForm<long>(long.MinValue, long.MaxValue), recipe => recipe.Seed, (recipe, value) => recipe with { Seed = value })
        .Field("data", "What is learnt from: a source's name, or its options. Default: the built-in digits.", new DataForm(families),
            recipe => recipe.Data, (recipe, value) => recipe with { Data = value })
        .Field("model", "The layers, the one nearest to the input first.", new ModelForm(families), recipe => recipe.Model,
            (recipe, value) => recipe with { Model = value }, required: true)
        .Field("initialize", "First weights of the whole network: auto, lsuv or fixup, with options. Default: each layer has its own.",
            Initializations(families), recipe => recipe.Initialize!, (recipe, value) => recipe with { Initialize = value })
        .Field("initial-weights", "Weights of another program or run that the run begins from: a file, or its options. Default: none.",
            new InitialWeightsForm(), recipe => recipe.InitialWeights!, (recipe, value) => recipe with { InitialWeights = value })
        .Field("pretrain", "How the dense layers learn one by one before the whole network is trained: rbm or autoencoder, with options. "
            + "Default: not at all.", families.Members("way of pre-training", s_pretraining, way => way.Name), recipe => recipe.Pretrain!,
            (recipe, value) => recipe with { Pretrain = value })
        .Field("loss", "What is made small. Default cross-entropy.", families.Loss, recipe => recipe.Loss, (recipe, value) =>
            recipe with { Loss = value })
        .Field("class-weights",
            "How much the samples of each class count in the loss: balanced, or weights by class, as {cat: 5}. Default: "
            + "all alike.", s_weights, recipe => recipe.ClassWeights!, (recipe, value) => recipe with { ClassWeights = value })
        .Field("optimizer", "What moves the parameters.", Optimizers(families), recipe => recipe.Optimizer, (recipe, value) =>
            recipe with { Optimizer = value }, required: true)
        .Field("gradient", "What is done to the gradients before the optimizer, one link after another. Default: nothing.",
            new ListForm<Nn.GradientLink>(families.Members("link of the gradient", families.Registry.Links, link => link.Name)), recipe =>
            recipe.Gradient, (recipe, value) => recipe with { Gradient = value })
        .Field("gradient-penalty", "A penalty on the norm of the gradient, by a second pass at every step: on, off, or its options. "
            + "Default off.", new WordForm<GradientPenaltyOptions>(s_penalty, ("on", new GradientPenaltyOptions()), ("off", null!)),
            recipe => recipe.GradientPenalty!, (recipe, value) => recipe with { GradientPenalty = value })
        .Field("schedule", "How the rate goes over the run. Default: it stays the optimizer's.",
            families.Members("schedule", families.Registry.Schedules, schedule => schedule.Name), recipe => recipe.Schedule!,
            (recipe, value) => recipe with { Schedule = value })
        .Field("average", "The moving average of the weights that evaluations use: on, off, or its options. Default off.",
            new WordForm<Nn.WeightAverageOptions>(s_average, ("on", new Nn.WeightAverageOptions()), ("off", null!)), recipe =>
            recipe.Average!, (recipe, value) => recipe with { Average = value })
        .Field("early-stopping", "When a run that no longer becomes better is ended: on, off, or its options. Default off.",
            new WordForm<EarlyStoppingRecipe>(s_stopping, ("on", new EarlyStoppingRecipe()), ("off", null!)), recipe =>
            recipe.EarlyStopping!, (recipe, value) => recipe with { EarlyStopping = value })
        .Field("accumulate", "Batches whose gradients make up a step. Default 1.", new IntegerForm<int>(1, 1_000_000), recipe =>
            recipe.Accumulate, (recipe, value) => recipe with { Accumulate = value })
        .Field("batch", "Samples of a step. Default 32.", new IntegerForm<int>(1, 1_000_000), recipe => recipe.Batch, (recipe, value) =>
            recipe with { Batch = value })
        .Field("drop-last", "Whether a last batch of an epoch that is not full is left out. Default false.", new BooleanForm(), recipe =>
            recipe.DropLast, (recipe, value) => recipe with { DropLast = value })
        .Field("epochs", "Passes over the training part; this or steps. Default 10.",
            new OptionalForm<int>(new IntegerForm<int>(1, int.MaxValue)), recipe => recipe.Budget.Epochs, (recipe, value) =>
            recipe with { Budget = recipe.Budget with { Epochs = value } })
        .Field("steps", "Steps; this or epochs.", new OptionalForm<long>(new IntegerForm<long>(1, long.MaxValue)), recipe =>
            recipe.Budget.Steps, (recipe, value) => recipe with { Budget = recipe.Budget with { Steps = value } })
        .Field("minutes", "Minutes after which training ends, whatever steps are left. Default: none.",
            new OptionalForm<double>(new NumberForm(0) { LeastIncluded = false }), recipe => recipe.Budget.Minutes, (recipe, value) =>
            recipe with { Budget = recipe.Budget with { Minutes = value } })
        .Field("flow", "How the flow of signal and gradient is measured: on, off, or {every: steps}. Default on.",
            new WordForm<FlowRecipe>(s_flow, ("on", new FlowRecipe()), ("off", s_off), ("true", new FlowRecipe()), ("false", s_off)),
            recipe => recipe.Flow, (recipe, value) => recipe with { Flow = value })
        .Field("diagnosis", "Severities and thresholds of diagnostics, where they are not to be the rules' own.", s_diagnosis, recipe =>
            recipe.Diagnosis, (recipe, value) => recipe with { Diagnosis = value })
        .Field("checkpoints", "Which checkpoints are kept.", s_checkpoints, recipe => recipe.Checkpoints, (recipe, value) =>
            recipe with { Checkpoints = value })
        .Check(recipe => recipe.Budget is { Epochs: not null, Steps: not null } ? "both 'epochs' and 'steps' are given; give one of the two"
            : null);

    private static ConvertedForm<Nn.OptimizerOptions, OptimizerRecipe> Optimizers(Families families) => new(
        families.Members("optimizer", families.Registry.Optimizers, options => options.Name, options => options.Conflict),
        options => new OptimizerRecipe(options), recipe => recipe.Settings);

    private static MemberForm<InitializationRecipe> Initializations(Families families) =>
        families.Members("initialization", s_initializations, way => way.Name);
}
