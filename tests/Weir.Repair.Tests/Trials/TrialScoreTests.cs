using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests.Trials;

public class TrialScoreTests
{
    private const string OneLogit = """
        data: {source: circles, training: 200, validation: 100, test: 0}
        model: [{linear: 16, activation: relu}, linear: 1]
        loss: sigmoid-cross-entropy
        optimizer: {adam: {rate: 0.01}}
        epochs: 20
        """;

    [Theory]
    [InlineData("")]
    [InlineData("average: {decay: 0.9}")]
    public void One_output_for_two_classes_and_averaged_weights_score_as_in_the_runs_own_metrics(string more)
    {
        Recipe recipe = RecipeReader.Parse(OneLogit + "\n" + more);
        DataSplit data = recipe.Data.Load();
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = data, Threads = 1 });
        double expected = trainer.Run().Last!.ValidationAccuracy!.Value;
        SampleBlocks blocks = SampleBlocks.Of(data.Validation!, RowSplit.Random);
        TrialScore score = TrialScore.Of(trainer, data.Validation!, ClassBalance.Of(data.Training), blocks)!;
        score.Value.ShouldBe(expected, 1e-9);
        // A hundred samples in fifty blocks.
        score.Parts.Count.ShouldBe(50);
        score.Parts.Average().ShouldBe(expected, 1e-9);
        TrialScore.Of(trainer, data.Validation!, ClassBalance.Of(data.Training))!.Parts.ShouldBeEmpty();
        TrialScore trivial = TrialScore.OfTrivial(data.Validation!, ClassBalance.Of(data.Training), blocks);
        trivial.Parts.Average().ShouldBe(trivial.Value, 1e-9);
    }

    [Fact]
    public void Classes_of_unlike_size_count_alike()
    {
        // Ninety of one class and ten of the other.
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 1 : 0)];
        Dataset set = new("rare", new Shape(1), new float[100], new ClassTargets(labels, 2));
        ClassBalance classes = ClassBalance.Of(set);
        classes.IsUnequal.ShouldBeTrue();
        SampleBlocks blocks = SampleBlocks.Of(set, RowSplit.Random);
        TrialScore trivial = TrialScore.OfTrivial(set, classes, blocks);
        trivial.Value.ShouldBe(0.5, 1e-9);
        trivial.Accuracy.ShouldBe(0.9, 1e-9);
        trivial.Parts.Average().ShouldBe(0.5, 1e-9);
        ClassBalance.WeightsIn(labels).ShouldBe([100 / 180.0, 5]);
        int[] halves = [.. Enumerable.Range(0, 100).Select(i => i < 60 ? 0 : 1)];
        ClassBalance.Of(new Dataset("halves", new Shape(1), new float[100], new ClassTargets(halves, 2))).IsUnequal.ShouldBeFalse();
    }

    [Fact]
    public void Labels_are_scored_by_their_probabilities_as_values_are()
    {
        Recipe recipe = RecipeReader.Parse("""
            model: [linear: outputs]
            loss: sigmoid-cross-entropy
            optimizer: {adam: {rate: 0.1}}
            epochs: 60
            """);
        float[] inputs = [.. Enumerable.Range(0, 80).Select(i => (i - 39.5f) / 20f)];
        Dataset all = new("signs", new Shape(1), inputs,
            new ValueTargets([.. inputs.SelectMany(x => new[] { x > 0 ? 1f : 0, x > 0 ? 0 : 1f })], 2));
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = new DataSplit(all, all), Threads = 1 });
        trainer.Run();
        TrialScore.Of(trainer, all, ClassBalance.Of(all))!.Value.ShouldBeInRange(0.7, 0.999);
    }

    [Fact]
    public void A_network_of_two_values_is_scored_in_their_own_units()
    {
        Recipe recipe = RecipeReader.Parse("""
            model: [linear: outputs]
            loss: mean-squared-error
            optimizer: {adam: {rate: 0.1}}
            epochs: 60
            """);
        float[] inputs = [.. Enumerable.Range(0, 80).Select(i => (i - 40) / 20f)];
        Dataset all = new("lines", new Shape(1), inputs, new ValueTargets([.. inputs.SelectMany(x => new[] { x, 5000 - (1000 * x) })], 2));
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = new DataSplit(all, all), Threads = 1 });
        trainer.Run();
        TrialScore.Of(trainer, all, ClassBalance.Of(all))!.Value.ShouldBe(1, 0.01);
    }
}
