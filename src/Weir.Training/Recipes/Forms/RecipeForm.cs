using Weir.Tensors;

namespace Weir.Training.Forms;

/// <summary>The keys of a recipe.</summary>
internal static class RecipeForm
{
    // Stands for an optimizer that could not be read.
    private static readonly OptimizerRecipe s_none = new(new Nn.SgdOptions { Rate = 0.1 });

    private static readonly InitializationRecipe[] s_initializations =
        [new FixupInitialization(), new AutoInitialization(), new LsuvInitialization()];

    private static readonly PretrainRecipe[] s_pretraining = [new AutoencoderRecipe(), new RbmRecipe()];

    private static readonly FlowRecipe s_off = new() { On = false };

    private static readonly WordForm<string> s_severity =
        new(null, ("off", "off"), ("information", "information"), ("warning", "warning"), ("error", "error"));

    /// <summary>What stands under <c>diagnosis</c>.</summary>
    public static RecordForm<DiagnosisRecipe> Diagnosis { get; } = new RecordForm<DiagnosisRecipe>("diagnosis", new DiagnosisRecipe())
        .Field("severities", "Severities by code or name of a diagnostic: off, information, warning or error.",
            new SettingsForm<string>("diagnostics", s_severity), diagnosis => diagnosis.Severities, (diagnosis, value) =>
            diagnosis with { Severities = value }, otherwise: "the rules' own")
        .Field("thresholds", "Thresholds by diagnostic.threshold, as in vanishing-gradient.signal.",
            new SettingsForm<double>("thresholds", new NumberForm()), diagnosis => diagnosis.Thresholds, (diagnosis, value) =>
            diagnosis with { Thresholds = value }, otherwise: "the rules' own");

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
        .Field("name", "The name of the run directory.", new TextForm(RunName.Pattern(), RunName.Rule), recipe => recipe.Name,
            (recipe, value) => recipe with { Name = value }, otherwise: "the file's name")
        .Option(families, nameof(Recipe.Seed))
        .Field("data", "What is learnt from: a source's name, or its options.", new DataForm(families), recipe => recipe.Data,
            (recipe, value) => recipe with { Data = value }, otherwise: "the built-in digits")
        .Field("model", "The layers, the one nearest to the input first.", new ModelForm(families), recipe => recipe.Model,
            (recipe, value) => recipe with { Model = value }, required: true)
        .Field("initialize", "First weights of the whole network: auto, lsuv or fixup, with options.", Initializations(families), recipe =>
            recipe.Initialize!, (recipe, value) => recipe with { Initialize = value }, otherwise: "each layer has its own")
        .Field("initial-weights", "Weights of another program or run that the run begins from: a file, or its options.",
            new InitialWeightsForm(families), recipe => recipe.InitialWeights!, (recipe, value) =>
            recipe with { InitialWeights = value }, otherwise: "none")
        .Field("pretrain", "How the dense layers learn one by one before the whole network is trained: rbm or autoencoder, with options.",
            families.Members("way of pre-training", s_pretraining, way => way.Name), recipe => recipe.Pretrain!,
            (recipe, value) => recipe with { Pretrain = value }, otherwise: "not at all")
        .Option(families, nameof(Recipe.Loss))
        .Field("class-weights",
            "How much the samples of each class count in the loss: balanced, none, or weights by class, as {cat: 5}.", s_weights, recipe =>
            recipe.ClassWeights!, (recipe, value) => recipe with { ClassWeights = value })
        .Field("optimizer", "What moves the parameters.", Optimizers(families), recipe => recipe.Optimizer, (recipe, value) =>
            recipe with { Optimizer = value }, required: true)
        .Field("gradient", "What is done to the gradients before the optimizer, one link after another.",
            new ListForm<Nn.GradientLink>(families.Members("link of the gradient", families.Registry.Links, link => link.Name)), recipe =>
            recipe.Gradient, (recipe, value) => recipe with { Gradient = value }, otherwise: "nothing")
        .Field("gradient-penalty", "A penalty on the norm of the gradient, by a second pass at every step: on, off, or its options.",
            Switch(Group("gradient-penalty", new GradientPenaltyOptions(), families).Check(penalty => penalty.Fault),
            new GradientPenaltyOptions()), recipe => recipe.GradientPenalty!, (recipe, value) => recipe with { GradientPenalty = value })
        .Field("schedule", "How the rate goes over the run.",
            families.Members("schedule", families.Registry.Schedules, schedule => schedule.Name), recipe => recipe.Schedule!,
            (recipe, value) => recipe with { Schedule = value }, otherwise: "it stays the optimizer's")
        .Field("average", "The moving average of the weights that evaluations use: on, off, or its options.",
            Switch(Group("average", new Nn.WeightAverageOptions(), families), new Nn.WeightAverageOptions()), recipe => recipe.Average!,
            (recipe, value) => recipe with { Average = value })
        .Field("early-stopping", "When a run that no longer becomes better is ended: on, off, or its options.",
            Switch(Group("early-stopping", new EarlyStoppingRecipe(), families), new EarlyStoppingRecipe()), recipe =>
            recipe.EarlyStopping!, (recipe, value) => recipe with { EarlyStopping = value })
        .Option(families, nameof(Recipe.Accumulate))
        .Option(families, nameof(Recipe.Batch))
        .Option(families, nameof(Recipe.DropLast))
        .Options(families, recipe => recipe.Budget, (recipe, value) => recipe with { Budget = value })
        .Field("flow", "How the flow of signal and gradient is measured: on, off, or {every: steps}.",
            new WordForm<FlowRecipe>(Group("flow", new FlowRecipe(), families), ("on", new FlowRecipe()), ("off", s_off),
            ("true", new FlowRecipe()), ("false", s_off)), recipe => recipe.Flow, (recipe, value) => recipe with { Flow = value })
        .Field("diagnosis", "Severities and thresholds of diagnostics, where they are not to be the rules' own.", Diagnosis, recipe =>
            recipe.Diagnosis, (recipe, value) => recipe with { Diagnosis = value })
        .Field("checkpoints", "Which checkpoints are kept.", Group("checkpoints", new CheckpointRecipe(), families), recipe =>
            recipe.Checkpoints, (recipe, value) => recipe with { Checkpoints = value })
        .Check(recipe => recipe.Budget is { Epochs: not null, Steps: not null } ? "both 'epochs' and 'steps' are given; give one of the two"
            : null);

    private static RecordForm<T> Group<T>(string key, T initial, Families families)
        where T : class, IDeclaresOptions => new RecordForm<T>(key, initial).Options(families);

    private static WordForm<T> Switch<T>(RecordForm<T> options, T on)
        where T : class => new(options, ("on", on), ("off", null!));

    private static ConvertedForm<Nn.OptimizerOptions, OptimizerRecipe> Optimizers(Families families) => new(
        families.Members("optimizer", families.Registry.Optimizers, options => options.Name, options => options.Conflict),
        options => new OptimizerRecipe(options), recipe => recipe.Settings);

    private static MemberForm<InitializationRecipe> Initializations(Families families) =>
        families.Members("initialization", s_initializations, way => way.Name);
}
