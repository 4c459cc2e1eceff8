using Weir.Data;

namespace Weir.Training.Tests;

public class AugmentedTrainingTests
{
    private const string Augment =
        "[flip, {shift: {pixels: 2}}, rand-augment, cutout, {mixup: {alpha: 0.4}}, {cutmix: {probability: 0.5}}]";

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_bits_whoever_makes_the_batches()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Recipe(Augment);
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole", AheadBatches = true });
        whole.Run();
        using CancellationTokenSource cancel = new();
        using (Trainer half = Trainer.Start(recipe, options with { Name = "half" }))
            half.Run(new Witness { AtSample = sample => { if (sample.Step == 9) cancel.Cancel(); } }, cancel.Token).Steps.ShouldBe(9);
        using Trainer rest = Trainer.Resume(folder.File("half"));
        rest.Run();
        Make.Weights(rest).ShouldBe(Make.Weights(whole));

        using Trainer plain = Trainer.Start(Recipe("[flip]"), options with { Name = "plain" });
        plain.Run();
        Make.Weights(plain).ShouldNotBe(Make.Weights(whole));
    }

    [Fact]
    public void Only_training_samples_are_changed()
    {
        using Trainer plain = Trainer.Start(Recipe(null) with
        {
            Budget = new BudgetRecipe { Steps = 1 },
            Optimizer = new OptimizerRecipe(new Nn.SgdOptions { Rate = 1e-20 })
        });
        using Trainer augmented = Trainer.Start(Recipe(Augment) with
        {
            Budget = new BudgetRecipe { Steps = 1 },
            Optimizer = new OptimizerRecipe(new Nn.SgdOptions { Rate = 1e-20 })
        });
        (TrainingResult first, TrainingResult second) = (plain.Run(), augmented.Run());
        second.Last!.ValidationLoss.ShouldBe(first.Last!.ValidationLoss);
        second.Test.ShouldBe(first.Test);
        second.Last.TrainingLoss.ShouldNotBe(first.Last.TrainingLoss);
    }

    [Fact]
    public void Without_an_effect_an_augmentation_trains_to_the_same_weights()
    {
        using Trainer plain = Trainer.Start(Recipe(null));
        using Trainer idle = Trainer.Start(Recipe("[flip: {horizontal: 0}]"));
        plain.Run();
        idle.Run();
        // But for rounding: samples are brought back to pixels and standardized again.
        Make.Weights(idle).Zip(Make.Weights(plain)).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThan(2e-3f);
    }

    [Theory]
    [InlineData("cross-entropy")]
    [InlineData("{cross-entropy: {smoothing: 0.1}}")]
    [InlineData("mean-squared-error")]
    [InlineData("sigmoid-cross-entropy")]
    public void Mixed_samples_train_with_every_loss_on_classes(string loss)
    {
        Recipe recipe = Recipe("[mixup]", loss);
        using Trainer trainer = Trainer.Start(recipe with
        {
            Data =
            recipe.Data with { Request = recipe.Data.Request with { TrainingCount = 600 } },
            Budget = new BudgetRecipe { Epochs = 10 }
        });
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.Finished);
        result.Last!.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.3);
    }

    [Fact]
    public void An_augmentation_that_does_not_fit_is_refused_before_the_first_step() =>
        Should.Throw<DataException>(() => Trainer.Start(Make.Small() with
        {
            Data =
            new DataRecipe { Source = "spirals", Augment = [new Flip()] }
        }))
            .Message.ShouldContain("augment: flip: samples of spirals training have the shape (2)");

    [Theory]
    [InlineData("[flop]", "there is no augmentation 'flop'")]
    [InlineData("[flip: {horizontal: 2}]", "2 is out of range")]
    [InlineData("[cutout: {sise: 2}]", "unknown key 'sise' in cutout")]
    [InlineData("[]", "an empty one")]
    [InlineData("flip", "expected a list")]
    public void Faults_in_the_recipe_are_named(string augment, string message) =>
        Should.Throw<RecipeException>(() => Recipe(augment)).Message.ShouldContain(message);

    private static Recipe Recipe(string? augment, string loss = "cross-entropy") => RecipeReader.Parse($$$"""
        name: augmented
        data: {source: digits, images: true, training: 150, validation: 100, test: 40,
          standardize: per-channel{{{(augment is null ? "" : $", augment: {augment}")}}}}
        model:
          - flatten
          - {linear: 24, activation: tanh}
          - linear: outputs
        loss: {{{loss}}}
        optimizer: {adam: {rate: 0.01}}
        batch: 32
        epochs: 5
        flow: {every: 1}
        """);
}
