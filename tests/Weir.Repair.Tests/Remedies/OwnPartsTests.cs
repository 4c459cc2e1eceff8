using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests.Remedies;

/// <summary>Functions, initializers and losses from outside the library are treated by what they declare, not by their names.</summary>
public sealed class OwnPartsTests
{
    private static readonly RecipeRegistry s_registry = RecipeRegistry.BuiltIn
        .With("bent", new FamilyMember<Activation>(_ => new Bent()))
        .With("by-width", new FamilyMember<Initializer>(_ => new ByWidth()))
        .With("distance", new FamilyMember<Loss>(_ => new Distance()))
        .With("odds", new FamilyMember<Loss>(_ => new Odds()));

    [Theory]
    [InlineData("tanh", "pre-training")]
    [InlineData("bent", "pre-training")]
    [InlineData("tanh", "initialization-orthogonal")]
    [InlineData("bent", "initialization-orthogonal")]
    public void A_function_that_is_flat_on_both_sides_is_treated_as_tanh_is(string function, string proposal) =>
        Proposals(Recipe($"{{linear: 10, activation: {function}}}", function, "{linear: outputs}", "cross-entropy"))
            .ShouldContainKey(proposal);

    [Theory]
    [InlineData("he-normal", 0.4)]
    [InlineData("by-width", 0.4)]
    [InlineData("{normal: 1}", 1)]
    public void First_weights_by_the_width_leave_little_to_another_such_rule(string rule, double fit) =>
        Proposals(Recipe($"{{linear: 10, activation: relu, weight: {rule}}}", "relu", "{linear: outputs}", "cross-entropy"))
            ["initialization-auto"].Fit.ShouldBe(fit);

    [Theory]
    [InlineData("mean-absolute-error")]
    [InlineData("distance")]
    public void A_loss_of_distances_that_is_no_square_may_become_one(string loss) =>
        Proposals(Recipe("{linear: 10, activation: relu}", "relu", "{linear: outputs}", loss, "friedman")).ShouldContainKey("head-squared");

    [Theory]
    [InlineData("sigmoid-cross-entropy")]
    [InlineData("odds")]
    public void A_loss_that_applies_its_own_function_keeps_its_place_and_takes_logits(string loss)
    {
        string recipe = Recipe("{linear: 10, activation: relu}", "relu", "{linear: outputs, activation: sigmoid}", loss);
        Proposals(recipe)["head-logits"].Change(RecipeReader.Parse(recipe, "own.yaml", s_registry)).Loss.Name.ShouldBe(loss);
    }

    private static Dictionary<string, Proposal> Proposals(string text)
    {
        Recipe recipe = RecipeReader.Parse(text, "own.yaml", s_registry);
        Data.DataSplit split = recipe.Data.Load();
        RepairCase about = CaseReader.Before(recipe, split, new RepairLedger(recipe, split.Training.Count, new RepairOptions()));
        return RemedyList.All.SelectMany(remedy => remedy.Propose(about)).ToDictionary(proposal => proposal.Id);
    }

    private static string Recipe(string first, string function, string last, string loss, string data = "circles") => $$"""
        data: {source: {{data}}, training: 300, validation: 100, test: 0}
        model:
          - {{first}}
          - linear: 10
            activation: {{function}}
          - linear: 10
            activation: {{function}}
          - linear: 10
            activation: {{function}}
          - {{last}}
        loss: {{loss}}
        optimizer: {adam: {rate: 0.003} }
        epochs: 2
        """;

    private sealed class Bent() : Activation("bent")
    {
        public override double Gain => 5.0 / 3;

        public override (float Low, float High)? Saturation => (-0.97f, 0.97f);

        protected override Tensor Forward(Tensor x) => x.Tanh();
    }

    private sealed record ByWidth : Initializer
    {
        public override bool IsByWidth => true;

        public override void Fill(Span<float> values, Shape shape, RandomStream random) => new HeNormal().Fill(values, shape, random);
    }

    private sealed record Distance : Loss
    {
        public override string Name => "distance";

        public override bool IsOfDistances => true;

        public override int? Degree => 1;

        public override Tensor Of(Tensor output, Indices labels) => new MeanAbsoluteError().Of(output, labels);

        public override Tensor Of(Tensor output, Tensor targets) => new MeanAbsoluteError().Of(output, targets);
    }

    private sealed record Odds : Loss
    {
        public override string Name => "odds";

        public override string Applies => "sigmoid";

        public override bool TakesOneLogit => true;

        public override Tensor Of(Tensor output, Indices labels) => new SigmoidCrossEntropy().Of(output, labels);

        public override Tensor Of(Tensor output, Tensor targets) => new SigmoidCrossEntropy().Of(output, targets);
    }
}
