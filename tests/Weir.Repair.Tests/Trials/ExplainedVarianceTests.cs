namespace Weir.Repair.Tests.Trials;

public class ExplainedVarianceTests
{
    [Fact]
    public void Of_several_columns_each_counts_alike_whatever_its_unit()
    {
        // The second column, in thousands, is met exactly; the first is met by its mean alone; the third does not vary.
        ExplainedVariance explained = new();
        foreach (float value in new[] { -1f, 1f, -1f, 1f })
            explained.Add([0, 1000 * value, 3], [value, 1000 * value, 3]);
        TrialScore score = explained.Score();
        score.Value.ShouldBe(0.5);
        score.Error.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Its_error_is_that_of_the_mean_squared_error()
    {
        ExplainedVariance explained = new();
        foreach ((float target, float error) in new[] { (-2f, 0f), (2f, 1f), (-2f, 2f), (2f, 1f) })
            explained.Add([target + error], [target]);
        // Squares 0, 1, 4, 1 over a variance of 4: deviation of 0, 0.25, 1, 0.25 over √4.
        explained.Score().ShouldBe(new TrialScore(1 - (1.5 / 4), Math.Sqrt(0.1875) / 2));
        explained.Score(independent: 1).Error.ShouldBe(Math.Sqrt(0.1875), 1e-12);
    }

    [Fact]
    public void Targets_that_do_not_vary_leave_nothing_to_explain()
    {
        ExplainedVariance explained = new();
        explained.Add([1], [4.1f]);
        explained.Add([2], [4.1f]);
        explained.Score().ShouldBe(new TrialScore(0, 0));
        new ExplainedVariance().Score().ShouldBe(new TrialScore(0, 0));
    }

    [Fact]
    public void Worse_than_minus_one_is_no_worse()
    {
        ExplainedVariance explained = new();
        explained.Add([100], [-1]);
        explained.Add([100], [1]);
        explained.Score().Value.ShouldBe(-1);
    }
}
