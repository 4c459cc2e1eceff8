using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests.Remedies;

/// <summary>A layer that is written outside of the library is repaired like those of the library, by what it declares.</summary>
public sealed class OwnLayerTests
{
    private const string Text = """
        data: {source: circles, training: 300, validation: 100, test: 0}
        model:
          - halved: {units: 10, repeat: 4, function: sigmoid, weight: {normal: 3}}
          - halved: {}
        optimizer: {adam: {rate: 0.003}}
        batch: 32
        epochs: 2
        """;

    private static readonly RecipeRegistry s_registry = RecipeRegistry.BuiltIn.With("halved", new HalvedRecipe());

    [Theory]
    [InlineData("activation", "relu")]
    [InlineData("initialization", "auto")]
    [InlineData("initialization", "lsuv")]
    [InlineData("normalization", "batch")]
    [InlineData("residual", "")]
    public void A_remedy_changes_it_to_what_can_be_trained_and_written(string name, string variant)
    {
        RepairCase about = Case(Text);
        Remedy remedy = RemedyList.All.Single(each => each.Name == name);
        string id = variant.Length == 0 ? name : $"{name}-{variant}";
        Proposal proposal = remedy.Propose(about).Single(each => each.Id == id);
        Recipe after = proposal.Change(about.Recipe);
        after.ShouldNotBe(about.Recipe);
        string written = RecipeText.With(Text, about.Recipe, after, proposal.Summary);
        RecipeReader.Parse(written, "own.yaml", s_registry).Model.ShouldBe(after.Model);
        using Trainer trainer = Trainer.Start(after with { Budget = new BudgetRecipe { Steps = 1 } },
            new TrainerOptions { Threads = 1, Registry = s_registry });
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
    }

    [Fact]
    public void A_function_between_its_layers_is_missed()
    {
        RepairCase about = Case(Text.Replace(", function: sigmoid", "", StringComparison.Ordinal));
        Proposal proposal = new NonlinearityRemedy().Propose(about).First();
        string function = proposal.Id["non-linearity-".Length..];
        proposal.Change(about.Recipe).Model.Select(layer => layer.OwnFunction?.Name).ShouldBe([function, null]);
    }

    [Fact]
    public void It_puts_out_the_answer_without_its_function()
    {
        string text = Text.Replace("halved: {}", "halved: {function: sigmoid}", StringComparison.Ordinal);
        ValueList<LayerRecipe> model = Case(text).Recipe.Model;
        ModelShape.OutputFunction(model)?.Name.ShouldBe("sigmoid");
        ModelShape.WithLinearHead(model)[^1].ShouldBe(new HalvedRecipe());
    }

    private static RepairCase Case(string text)
    {
        Recipe recipe = RecipeReader.Parse(text, "own.yaml", s_registry);
        Data.DataSplit split = recipe.Data.Load();
        return CaseReader.Before(recipe, split, new RepairLedger(recipe, split.Training.Count, new RepairOptions()));
    }

    /// <summary>Half of what a dense layer puts out.</summary>
    private sealed record HalvedRecipe : LayerRecipe
    {
        [Option("Units; none for as many as the task has outputs.", Least = 1)]
        public int? Units { get; init; }

        [Option("How many of them come one behind the other.", Least = 1)]
        public int Repeat { get; init; } = 1;

        [Option("The function behind it.", Family = "activation")]
        public Choice? Function { get; init; }

        [Option("First weights.", Family = "initializer")]
        public Choice? Weight { get; init; }

        public override int Count => Repeat;

        public override LayerRecipeTraits Traits => LayerRecipeTraits.Product | LayerRecipeTraits.Dense;

        public override Choice? OwnFunction => Function;

        public override int? OwnWidth => Units;

        public override (Choice? Weight, Choice? Bias) FirstValues => (Weight, null);

        public override LayerRecipe WithFunction(Choice? function) => this with { Function = function };

        public override LayerRecipe WithFirstValues(Choice? weight, Choice? bias) => this with { Weight = weight };

        public override LayerRecipe Once() => this with { Repeat = 1 };

        public override LayerRecipe AsHead() => this with { Function = null, Units = null, Repeat = 1 };

        public override (Module Module, Shape Output) Build(Shape input, int outputs) =>
            (new Halved(new Linear(input[^1], Units ?? outputs, Function?.Activation(), Weight?.Initializer())),
                input.With(^1, Units ?? outputs));
    }

    private sealed class Halved(Linear inner) : Module
    {
        private readonly Linear _inner = inner;

        protected override Tensor Forward(Tensor x) => _inner.Apply(x) * 0.5f;
    }
}
