using Weir.Data;

namespace Weir.Training.Tests;

/// <summary>Networks that tell the next token at every position of a sequence.</summary>
public sealed class SequenceTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Characters of a fixed round: each tells its next.
    public SequenceTrainingTests() => File.WriteAllText(_folder.File("text.txt"), string.Concat(Enumerable.Repeat("the weir ", 90)));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("- {embedding: 8, positions: false}\n  - lstm: 16\n  - linear: outputs")]
    [InlineData("- {embedding: 8, positions: false, tokens: 9}\n  - gru: 16\n  - linear: outputs")]
    [InlineData("- {embedding: 16}\n  - {transformer: 1, heads: 2, causal: true}\n  - layer-norm\n  - linear: outputs")]
    public void A_network_learns_what_character_comes_next(string model)
    {
        using Trainer trainer = Trainer.Start(Recipe(model));
        trainer.Info.Outputs.ShouldBe(7);
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.Finished);
        // Of 9 windows two begin with an 'e' or ' ' that does not tell its next: at most 97.8 % can be right.
        // From the last character alone 7/9 can be told: both 'e's and both ' ' are followed by different ones. Chance is 1/7.
        result.Last!.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.9);
        result.Last.ValidationLoss!.Value.ShouldBeLessThan(0.4);
        result.Last.TrainingAccuracy!.Value.ShouldBeInRange(0.85, 1);
    }

    [Fact]
    public void The_loss_is_the_mean_over_all_positions()
    {
        // A network that knows nothing: its loss is ln(characters), in nats a character.
        using Trainer trainer = Trainer.Start(Recipe("- {embedding: 4, positions: false}\n  - {linear: outputs, weight: "
            + "zeros}") with
        { Optimizer = new OptimizerRecipe(new Nn.SgdOptions { Rate = 1e-12 }) });
        EpochMetrics last = trainer.Run().Last!;
        last.TrainingLoss.ShouldBe(Math.Log(7), 1e-5);
        last.ValidationLoss!.Value.ShouldBe(Math.Log(7), 1e-5);
    }

    [Fact]
    public void Losses_on_values_and_the_range_test_take_positions_as_well()
    {
        using Trainer trainer = Trainer.Start(
            Recipe("- {embedding: 4, positions: false}\n  - linear: outputs") with { Loss = new Choice("mean-squared-error") });
        trainer.TestRates(new RateRangeOptions { Steps = 10 }).Points.Count.ShouldBe(10);
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
    }

    [Fact]
    public void A_stopped_run_goes_on_to_the_same_bits()
    {
        Recipe recipe = Recipe("- {embedding: 8, positions: false}\n  - lstm: 8\n  - linear: outputs");
        TrainerOptions options = new() { RunsDirectory = _folder.Root, Threads = 1 };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole" });
        whole.Run();
        using CancellationTokenSource cancel = new();
        using (Trainer half = Trainer.Start(recipe, options with { Name = "half" }))
            half.Run(new Witness { AtSample = sample => { if (sample.Step >= 70) cancel.Cancel(); } }, cancel.Token)
                .Status.ShouldBe(TrainingStatus.Interrupted);
        using Trainer rest = Trainer.Resume(_folder.File("half"));
        rest.Run();
        Make.Weights(rest).ShouldBe(Make.Weights(whole));
    }

    [Theory]
    [InlineData("- {embedding: 8}\n  - {lstm: 8, last: true}\n  - linear: outputs",
        "7 outputs at each of 10 positions: keep the axis of positions")]
    [InlineData("- {embedding: 8}\n  - flatten\n  - linear: outputs", "keep the axis of positions")]
    [InlineData("- {embedding: 8}\n  - lstm: 8", "end with 'linear: outputs' on every position")]
    public void A_network_of_another_shape_is_refused_with_advice(string model, string message) =>
        Should.Throw<RecipeException>(() => Trainer.Start(Recipe(model))).Message.ShouldContain(message);

    [Fact]
    public void Tokens_are_neither_standardized_nor_augmented()
    {
        Recipe recipe = Recipe("- {embedding: 8}\n  - linear: outputs");
        Should.Throw<DataException>(() => Trainer.Start(recipe with { Data = recipe.Data with { Standardize = Standardization.Global } }))
            .Message.ShouldContain("leave 'standardize' out");
        Should.Throw<DataException>(() => Trainer.Start(recipe with { Data = recipe.Data with { Augment = [new Noise()] } }))
            .Message.ShouldContain("leave 'augment' out");
    }

    private Recipe Recipe(string model) => RecipeReader.Parse($$$"""
        name: sequences
        data: {source: text, directory: "{{{_folder.Root}}}", file: text.txt, length: 10, stride: 1}
        model:
          {{{model}}}
        optimizer: {adam: {rate: 0.01}}
        batch: 16
        epochs: 5
        flow: {every: 1}
        """);
}
