namespace Weir.Training.Tests;

public class TrainerTests
{
    [Fact]
    public void A_small_network_learns_the_digits()
    {
        Recipe recipe = RecipeReader.Parse("""
            data: {source: digits, training: 4000, validation: 1000, test: 500}
            model:
              - {linear: 64, activation: relu}
              - linear: outputs
            optimizer: {sgd: {rate: 0.1, momentum: 0.9}}
            epochs: 4
            """);
        using Trainer trainer = Trainer.Start(recipe);
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.Finished);
        result.Steps.ShouldBe(4 * 125);
        result.Last!.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.9);
        result.Test!.Accuracy!.Value.ShouldBeGreaterThan(0.9);
    }
}
