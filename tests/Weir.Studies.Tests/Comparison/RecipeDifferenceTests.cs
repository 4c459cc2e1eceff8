using Weir.Training;

namespace Weir.Studies.Tests.Comparison;

public class RecipeDifferenceTests
{
    [Fact]
    public void A_repeated_layer_is_the_same_as_its_layers_one_by_one() =>
        Differences("[{linear: 8, repeat: 2, activation: sigmoid}, linear: outputs]",
            "[{linear: 8, activation: sigmoid}, {linear: 8, activation: tanh}, linear: outputs]")
            .ShouldBe(["model[2].activation: sigmoid | tanh"]);

    [Fact]
    public void A_layer_that_one_recipe_does_not_have_is_not_there_and_the_others_are_the_same() =>
        Differences("[{linear: 8, repeat: 2, activation: sigmoid}, linear: outputs]",
            "[linear: 8, batch-norm, sigmoid, linear: 8, batch-norm, sigmoid, linear: outputs]")
            .ShouldBe(["model[2, 5]: – | batch-norm"]);

    [Fact]
    public void A_deeper_network_differs_in_its_further_layers_alone() =>
        Differences("[{linear: 8, repeat: 2, activation: relu}, linear: outputs]",
            "[{linear: 8, repeat: 50, activation: relu}, linear: outputs]")
            .ShouldBe(["model[3 to 50]: – | linear: 8, activation: relu"]);

    [Fact]
    public void What_many_layers_have_in_common_is_told_once() =>
        Differences("[{linear: 8, repeat: 20, activation: relu}, linear: outputs]",
            "[{linear: 16, repeat: 20, activation: tanh}, linear: outputs]")
            .ShouldBe(["model[1 to 20].linear: 8 | 16", "model[1 to 20].activation: relu | tanh"]);

    [Fact]
    public void Three_recipes_are_compared_and_so_is_what_stands_in_a_block() =>
        Differences("[{residual: [{linear: 8, activation: relu}]}, linear: outputs]",
            "[{residual: [{linear: 8, activation: tanh}]}, linear: outputs]",
            "[{residual: [{linear: 8, activation: relu}, {dropout: 0.1}]}, linear: outputs]")
            .ShouldBe(["model[1].residual[1].activation: relu | tanh | relu", "model[1].residual[2]: – | – | dropout: 0.1"]);

    [Fact]
    public void Members_of_a_family_are_told_whole_and_keys_that_are_not_given_have_their_default()
    {
        Recipe sgd = Recipe("[linear: outputs]"), adam = RecipeReader.Parse(
            "model: [linear: outputs]\noptimizer: {adam: {rate: 0.01}}\nbatch: 10");
        Texts(RecipeDifference.Of([sgd, adam])).ShouldBe(["optimizer: sgd: {rate: 0.1} | adam: {rate: 0.01}", "batch: default | 10"]);
    }

    [Fact]
    public void What_is_only_written_otherwise_and_a_default_that_one_gives_are_no_difference()
    {
        Recipe flow = RecipeReader.Parse("""
            model: [{linear: 8, repeat: 2, activation: relu}, {linear: outputs}]
            optimizer: {sgd: {rate: 0.1, momentum: 0}}
            batch: 32
            flow: on
            """), block = RecipeReader.Parse("""
            optimizer:
              sgd:
                rate: 1.0e-1
            model:
              - linear: 8
                activation: relu
              - linear: 8
                activation: relu
              - linear: outputs
            """);
        Texts(RecipeDifference.Of([flow, block])).ShouldBeEmpty();
    }

    [Fact]
    public void Where_a_recipe_gives_no_value_its_default_is_filled_in()
    {
        Recipe one = RecipeReader.Parse("model: [linear: outputs]\noptimizer: {sgd: {rate: 0.1}}"), other = RecipeReader.Parse(
            "model: [linear: outputs]\noptimizer: {sgd: {rate: 0.1}}\nbatch: 10\nschedule: {cosine: {}}");
        RecipeDifference.Of([one, other]).Select(each => $"{each.Path}: {string.Join(" | ", each.Texts)}")
            .ShouldBe(["batch: 32 (default) | 10", "schedule: it stays the optimizer's (default) | cosine"], ignoreOrder: true);
    }

    private static IReadOnlyList<string> Differences(params IEnumerable<string> models) =>
        Texts(RecipeDifference.Of([.. models.Select(Recipe)]));

    private static Recipe Recipe(string model) => RecipeReader.Parse($"model: {model}\noptimizer: {{sgd: {{rate: 0.1}}}}");

    private static IReadOnlyList<string> Texts(IReadOnlyList<RecipeDifference> differences) =>
        [.. differences.Select(each => $"{each.Path}: {string.Join(" | ", each.Values.Select(value => value ?? "default"))}")];
}
