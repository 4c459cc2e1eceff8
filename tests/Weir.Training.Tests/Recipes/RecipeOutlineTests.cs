namespace Weir.Training.Tests.Recipes;

/// <summary>A run can be looked at whatever parts its program has registered.</summary>
public sealed class RecipeOutlineTests
{
    private const string Own = """
        name: own
        seed: 7
        data: {source: xor}
        model: [{mish: 3}, {linear: outputs}]
        optimizer: {lion-king: {rate: 0.1}}
        diagnosis:
          severities: {WEIR101: off}
          thresholds: {plateau.fraction: 0.8}
        """;

    [Fact]
    public void Parts_that_are_not_known_are_no_fault()
    {
        RecipeOutline outline = RecipeOutline.Parse(Own, "own.yaml");
        (outline.Seed, outline.DataSource).ShouldBe((7, "xor"));
        outline.Diagnosis.Severities.ShouldHaveSingleItem().Value.ShouldBe("off");
        outline.Diagnosis.Thresholds.ShouldHaveSingleItem().Value.ShouldBe(0.8);
        Should.Throw<RecipeException>(() => RecipeReader.Parse(Own, "own.yaml"));
    }

    [Fact]
    public void What_is_not_given_is_as_in_a_recipe_that_does_not_give_it()
    {
        RecipeOutline outline = RecipeOutline.Parse("model: []", "plain.yaml");
        Recipe recipe = RecipeReader.Parse("model: [{linear: outputs}]\noptimizer: {sgd: {rate: 0.1}}");
        (outline.Seed, outline.DataSource).ShouldBe((recipe.Seed, recipe.Data.Source));
        outline.Diagnosis.Severities.ShouldBeEmpty();
        RecipeOutline.Parse("data: mnist", "short.yaml").DataSource.ShouldBe("mnist");
    }

    [Theory]
    [InlineData("model: [", "own.yaml")]
    [InlineData("just words", "the file holds no recipe")]
    [InlineData("diagnosis: {severities: {WEIR101: loud}}", "own.yaml:1")]
    public void What_it_reads_has_to_be_right(string text, string message) =>
        Should.Throw<RecipeException>(() => RecipeOutline.Parse(text, "own.yaml")).Message.ShouldContain(message);
}
