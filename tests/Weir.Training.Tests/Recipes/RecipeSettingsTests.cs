namespace Weir.Training.Tests.Recipes;

/// <summary>Values that take the place of a recipe's.</summary>
public sealed class RecipeSettingsTests
{
    private const string Text = """
        data: {source: moons}
        model:
          - {linear: 8, activation: relu}
          - linear: outputs
        optimizer: {sgd: {rate: 0.1}}
        batch: 10
        epochs: 2
        """;

    [Fact]
    public void A_setting_takes_the_place_of_a_value_at_any_depth_and_adds_one_that_is_not_there()
    {
        Recipe recipe = RecipeReader.Parse(Text, "a.yaml", settings: ["batch=32", "optimizer.sgd.rate=0.5", "optimizer.sgd.momentum=0.9",
            "model[1].activation=tanh", "model[1].linear=16", "seed=7"]);
        recipe.ShouldBe(RecipeReader.Parse(
            """
            seed: 7
            data: {source: moons}
            model:
              - {linear: 16, activation: tanh}
              - linear: outputs
            optimizer: {sgd: {rate: 0.5, momentum: 0.9}}
            batch: 32
            epochs: 2
            """,
            "a.yaml"));
    }

    [Fact]
    public void Entries_are_counted_as_messages_count_them()
    {
        RecipeReader.Parse(Text, "a.yaml", settings: ["model[-1].linear=3", "model[2].activation=tanh", "model[1]={linear: 5}"]).Model
            .ShouldBe(RecipeReader.Parse(Text.Replace("linear: outputs", "{linear: 3, activation: tanh}", StringComparison.Ordinal)
                .Replace("{linear: 8, activation: relu}", "{linear: 5}", StringComparison.Ordinal), "a.yaml").Model);
        // What a message says can be typed.
        string message = Should.Throw<RecipeException>(() => RecipeReader.Parse(
            Text.Replace("relu", "relo", StringComparison.Ordinal), "a.yaml")).Message;
        message.ShouldContain("model[1].activation: ");
        RecipeReader.Parse(Text, "a.yaml", settings: ["model[1].activation=elu"]).Model[0]
            .ShouldBeOfType<LinearRecipe>().Activation.ShouldBe(new Choice("elu"));
    }

    [Fact]
    public void A_setting_may_be_a_group_or_a_list_and_make_groups_on_its_way() =>
        RecipeReader.Parse(Text, "a.yaml", settings: ["optimizer={adam: {rate: 0.01}}", "gradient=[clip-norm: 1]", "flow.every=5"])
            .ShouldBe(RecipeReader.Parse(Text.Replace("{sgd: {rate: 0.1}}", "{adam: {rate: 0.01}}", StringComparison.Ordinal)
                + "\ngradient: [clip-norm: 1]\nflow: {every: 5}\n", "a.yaml"));

    [Theory]
    [InlineData("data: moons", "data.training=500", "data: {source: moons, training: 500}")]
    [InlineData("data: moons", "data.source=spirals", "data: {source: spirals}")]
    [InlineData("optimizer: adam", "optimizer.adam.rate=0.2", "optimizer: {adam: {rate: 0.2}}")]
    [InlineData("optimizer:", "optimizer.adam.rate=0.2", "optimizer: {adam: {rate: 0.2}}")]
    [InlineData("initial-weights: a.npz", "initial-weights.strict=false", "initial-weights: {file: a.npz, strict: false}")]
    [InlineData("average: on", "average.decay=0.9", "average: {decay: 0.9}")]
    [InlineData("gradient: [clip-norm: 2]", "gradient[1].clip-norm.limit=3", "gradient: [clip-norm: {limit: 3}]")]
    [InlineData("model: [{linear: outputs, activation: leaky-relu}]", "model[1].activation.leaky-relu.slope=0.3",
        "model: [{linear: outputs, activation: {leaky-relu: {slope: 0.3}}}]")]
    [InlineData("model: [{linear: outputs, activation: {leaky-relu: 0.1}}]", "model[1].activation.leaky-relu.slope=0.3",
        "model: [{linear: outputs, activation: {leaky-relu: {slope: 0.3}}}]")]
    [InlineData("model: [batch-norm, linear: outputs]", "model[1].batch-norm.momentum=0.3",
        "model: [batch-norm: {momentum: 0.3}, linear: outputs]")]
    [InlineData("model: [prelu, linear: outputs]", "model[1].prelu.slope=0.3", "model: [prelu: {slope: 0.3}, linear: outputs]")]
    [InlineData("model: [positional-encoding, linear: outputs]", "model[1].positional-encoding=learned",
        "model: [positional-encoding: learned, linear: outputs]")]
    public void A_setting_below_a_short_form_is_as_if_the_recipe_said_it_at_length(string given, string setting, string meant)
    {
        string[] rest = ["data: moons", "model: [linear: outputs]", "optimizer: {sgd: {rate: 0.1}}"];
        string Whole(string part) => string.Join('\n',
            rest.Where(line => line.Split(':')[0] != part.Split(':')[0]).Append(part));
        RecipeReader.Parse(Whole(given), "a.yaml", settings: [setting]).ShouldBe(RecipeReader.Parse(Whole(meant), "a.yaml"));
    }

    [Theory]
    [InlineData("optimizer.sgd.rate=0.2", "--set optimizer.sgd.rate=0.2: optimizer: expected one optimizer with its options, found 'sgd' "
        + "and 'adam'")]
    [InlineData("data.training=many", "--set data.training=many: data.training: ")]
    [InlineData("model[1].slope=2", "--set model[1].slope=2: ")]
    [InlineData("loss.number=2", "--set loss.number=2: ")]
    public void A_setting_that_does_not_fit_a_short_form_is_a_fault_of_the_setting(string setting, string message) =>
        Should.Throw<RecipeException>(() => RecipeReader.Parse(
            "data: moons\nmodel: [relu, linear: outputs]\noptimizer: adam\nloss: hinge\n", "a.yaml",
            settings: ["data.validation=9", setting])).Message.ShouldContain(message);

    [Theory]
    [InlineData("batch=many", "--set batch=many: ")]
    [InlineData("optimizer.sgd.rat=0.1", "--set optimizer.sgd.rat=0.1: unknown key 'rat'")]
    [InlineData("bacth=1", "did you mean 'batch'?")]
    [InlineData("batch", "--set batch: a setting is a key, '=' and a value")]
    [InlineData("=1", "--set =1: a setting is a key, '=' and a value")]
    [InlineData(".batch=3", "--set .batch=3: a setting is a key, '=' and a value")]
    [InlineData("optimizer].sgd.rate=1", "--set optimizer].sgd.rate=1: a setting is a key, '=' and a value")]
    [InlineData("model[7].linear=3", "'model' is a list, and [7] is no entry of it: they are model[1] to model[2]")]
    [InlineData("model[0].linear=3", "[0] is no entry of it: they are model[1] to model[2]")]
    [InlineData("model[-3].linear=3", "[-3] is no entry of it")]
    [InlineData("model[first].linear=3", "'[first]' is no entry of it")]
    [InlineData("model.linear=3", "'linear' is no entry of it: they are model[1] to model[2]")]
    [InlineData("model.0.linear=3", "what was model.0 in versions before is model[1]")]
    [InlineData("model.1=relu", "counted from 1, as in messages; what was model.1 in versions before is model[2]")]
    [InlineData("batch.size=3", "--set batch.size=3: 'batch' has no keys below it")]
    [InlineData("batch={", "--set batch={: ")]
    public void A_fault_names_the_setting(string setting, string message) =>
        Should.Throw<RecipeException>(() => RecipeReader.Parse(Text, "a.yaml", settings: ["seed=3", setting]))
            .Message.ShouldContain(message);

    [Fact]
    public void A_fault_of_the_file_still_has_its_line() =>
        Should.Throw<RecipeException>(() =>
            RecipeReader.Parse(Text.Replace("batch: 10", "batch: ten", StringComparison.Ordinal), "a.yaml", settings:
            ["seed=3"])).Message.ShouldStartWith("a.yaml:6:");
}
