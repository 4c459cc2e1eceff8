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
        TrialScore score = TrialScore.Of(trainer, data.Validation!)!;
        score.Value.ShouldBe(expected, 1e-9);
        double within = ((100 * expected) + 2) / 104;
        score.Error.ShouldBe(Math.Sqrt(within * (1 - within) / 104), 1e-9);
    }

    [Fact]
    public void Of_several_columns_each_counts_alike_whatever_its_unit()
    {
        // The second column, in thousands, is met exactly; the first is met by its mean alone.
        ValueReport[] columns = [Column(r2: 0, deviation: 1), Column(r2: 1, deviation: 1000), Column(r2: null, deviation: 0)];
        SquaredErrors errors = new();
        foreach (float value in new[] { -1f, 1f, -1f, 1f })
            errors.Add([0, 500, 3], [value, 500, 3]);
        TrialScore score = TrialScore.OfValues(columns, errors);
        score.Value.ShouldBe(0.5);
        score.Error.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void The_error_of_a_share_of_the_variance_is_that_of_its_mean_squared_error()
    {
        SquaredErrors errors = new();
        foreach (float error in new[] { 0f, 1f, 2f, 1f })
            errors.Add([error], [0]);
        // Squares 0, 1, 4, 1 over a variance of 4: deviation of 0, 0.25, 1, 0.25 over √4.
        errors.StandardError([2]).ShouldBe(Math.Sqrt(0.1875) / 2, 1e-9);
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
        TrialScore.Of(trainer, all)!.Value.ShouldBe(1, 0.01);
    }

    private static ValueReport Column(double? r2, double deviation) => new("any", 0, 0, r2, 0, 0, deviation);
}
