using Weir.Training;

namespace Weir.Cli.Tests.Commands;

public class AugmentCommandTests
{
    // A dense network tells digits apart by where they stand, and 80 of them are few.
    private const string Few = """
        # Few digits.
        name: few
        data: {source: digits, images: true, training: 80, validation: 800, test: 0, size: 14}
        model:
          - flatten
          - {linear: 24, activation: relu}
          - linear: outputs
        optimizer: {adam: {rate: 0.005}}   # as usual
        batch: 20
        epochs: 40
        """;

    [Fact]
    public void A_policy_is_learnt_told_and_written_into_the_file_and_the_recipe_trains()
    {
        using Folder folder = new();
        File.WriteAllText(folder["few.yaml"], Few);
        using TestTerminal terminal = new(width: 100);
        terminal.Run("augment", folder["few.yaml"], "--runs", folder["runs"], "--apply").ShouldBe(0, terminal.Errors + terminal.Output);
        terminal.Output.ShouldContain("the best of them weaker and stronger");
        terminal.Output.ShouldContain("few · a policy that is better");
        terminal.Output.ShouldContain("by which nothing was chosen");
        string text = File.ReadAllText(folder["few.yaml"]);
        text.ShouldStartWith("# Few digits.");
        text.ShouldContain("# augment: chosen by a search: +");
        text.ShouldContain("# as usual");
        RecipeReader.Parse(text).Data.Augment.ShouldNotBeEmpty();
        File.ReadAllText(folder["runs/few-augment/augmented.yaml"]).ShouldBe(text);
        File.Exists(folder["runs/few-augment/policy.json"]).ShouldBeTrue();
        using TestTerminal trained = new();
        trained.Run("train", folder["few.yaml"], "--runs", folder["runs"], "--plain", "--no-report").ShouldBe(0, trained.Errors);
    }

    [Fact]
    public void Shipped_recipes_and_changed_ones_are_not_written_into()
    {
        using Folder folder = new();
        using TestTerminal terminal = new();
        terminal.Run("augment", "digits-mlp", "--runs", folder["runs"], "--apply").ShouldBe(1);
        terminal.Errors.ShouldContain("'digits-mlp' is no file of yours; 'weir new digits-mlp' writes it here first");
        using TestTerminal small = new();
        small.Run("augment", "digits-mlp", "--budget", "5").ShouldBe(2);
        small.Errors.ShouldContain("a number of trainings, 14 or more");
        Directory.Exists(folder["runs"]).ShouldBeFalse();
    }
}
