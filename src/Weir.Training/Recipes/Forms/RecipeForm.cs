using System.Text.RegularExpressions;

namespace Weir.Training.Forms;

/// <summary>The keys of a recipe.</summary>
internal static partial class RecipeForm
{
    private static readonly RecordForm<FlowRecipe> s_flow = new RecordForm<FlowRecipe>("flow", new FlowRecipe())
        .Field("every", "Measure at every so many steps. Default: dense at the start, sparser later.", new OptionalForm<int>(new IntegerForm<int>(1, int.MaxValue)), flow => flow.Every, (flow, value) => flow with { Every = value });

    private static readonly RecordForm<CheckpointRecipe> s_checkpoints = new RecordForm<CheckpointRecipe>("checkpoints", new CheckpointRecipe())
        .Field("every", "Epochs from one checkpoint to the next. Default 1.", new IntegerForm<int>(1, int.MaxValue), kept => kept.Every, (kept, value) => kept with { Every = value })
        .Field("every-steps", "Steps from one checkpoint to the next, besides those at the end of epochs. Default: none.", new OptionalForm<long>(new IntegerForm<long>(1, long.MaxValue)), kept => kept.EverySteps, (kept, value) => kept with { EverySteps = value })
        .Field("keep", "How many of the last are kept. Default 2.", new IntegerForm<int>(1, int.MaxValue), kept => kept.Keep, (kept, value) => kept with { Keep = value })
        .Field("best", "Whether the best by validation is kept as well. Default true.", new BooleanForm(), kept => kept.Best, (kept, value) => kept with { Best = value });

    private static readonly FlowRecipe s_off = new() { On = false };

    /// <summary>A recipe with a given default name.</summary>
    public static RecordForm<Recipe> For(string name) =>
        new RecordForm<Recipe>("the recipe", new Recipe { Name = name, Model = [], Optimizer = new SgdRecipe(new Nn.SgdOptions { Rate = 0.1 }) })
        .Field("name", "The name of the run directory. Default: the file's name.", new TextForm(NamePattern(), "a name has letters, digits, '-', '_' and '.', and begins with a letter or digit"), recipe => recipe.Name, (recipe, value) => recipe with { Name = value })
        .Field("seed", "The seed of the first weights and of the order of samples. Default 1.", new IntegerForm<long>(long.MinValue, long.MaxValue), recipe => recipe.Seed, (recipe, value) => recipe with { Seed = value })
        .Field("data", "What is learnt from: a source's name, or its options. Default: the built-in digits.", new DataForm(), recipe => recipe.Data, (recipe, value) => recipe with { Data = value })
        .Field("model", "The layers, the one nearest to the input first.", new ListForm<LayerRecipe>(new LayerForms()), recipe => recipe.Model, (recipe, value) => recipe with { Model = value }, required: true)
        .Field("loss", "What is made small. Default cross-entropy.", Families.Loss, recipe => recipe.Loss, (recipe, value) => recipe with { Loss = value })
        .Field("optimizer", "What moves the parameters.", OptimizerForms.Form, recipe => recipe.Optimizer, (recipe, value) => recipe with { Optimizer = value }, required: true)
        .Field("batch", "Samples of a step. Default 32.", new IntegerForm<int>(1, 1_000_000), recipe => recipe.Batch, (recipe, value) => recipe with { Batch = value })
        .Field("epochs", "Passes over the training part; this or steps. Default 10.", new OptionalForm<int>(new IntegerForm<int>(1, int.MaxValue)), recipe => recipe.Budget.Epochs, (recipe, value) => recipe with { Budget = recipe.Budget with { Epochs = value } })
        .Field("steps", "Steps; this or epochs.", new OptionalForm<long>(new IntegerForm<long>(1, long.MaxValue)), recipe => recipe.Budget.Steps, (recipe, value) => recipe with { Budget = recipe.Budget with { Steps = value } })
        .Field("flow", "How the flow of signal and gradient is measured: on, off, or {every: steps}. Default on.", new WordForm<FlowRecipe>(s_flow, ("on", new FlowRecipe()), ("off", s_off), ("true", new FlowRecipe()), ("false", s_off)), recipe => recipe.Flow, (recipe, value) => recipe with { Flow = value })
        .Field("checkpoints", "Which checkpoints are kept.", s_checkpoints, recipe => recipe.Checkpoints, (recipe, value) => recipe with { Checkpoints = value })
        .Check(recipe => recipe.Budget is { Epochs: not null, Steps: not null } ? "both 'epochs' and 'steps' are given; give one of the two" : null);

    /// <summary>What may name a run directory.</summary>
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.CultureInvariant, 1000)]
    public static partial Regex NamePattern();
}
