using Weir.Data;

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
        TrialScore score = explained.Score(Blocks(4));
        score.Value.ShouldBe(0.5);
        score.Parts.ShouldBe([0.5, 0.5, 0.5, 0.5]);
    }

    [Fact]
    public void Each_block_has_what_its_errors_leave_of_the_variance_of_all()
    {
        ExplainedVariance explained = new();
        foreach ((float target, float error) in new[] { (-2f, 0f), (2f, 1f), (-2f, 2f), (2f, 1f) })
            explained.Add([target + error], [target]);
        // Squares 0, 1, 4, 1 over a variance of 4.
        TrialScore score = explained.Score(Blocks(4));
        score.Value.ShouldBe(1 - (1.5 / 4));
        score.Parts.ShouldBe([1, 0.75, 0, 0.75]);
    }

    [Fact]
    public void Positions_that_are_not_known_count_for_nothing()
    {
        ExplainedVariance explained = new();
        // Two samples of three positions each, of which four are known: squares 0, 1, 4, 1 over a variance of 4.
        foreach ((float target, float error) in new[] { (-2f, 0f), (2f, 1f), (float.NaN, 0f), (float.NaN, 0f), (-2f, 2f), (2f, 1f) })
            explained.Add([target + error], [target]);
        TrialScore score = explained.Score(Blocks(2));
        score.Value.ShouldBe(1 - (1.5 / 4), 1e-12);
        score.Parts.ShouldBe([0.875, 0.375], 1e-12);
    }

    [Fact]
    public void Targets_that_do_not_vary_leave_nothing_to_explain()
    {
        ExplainedVariance explained = new();
        explained.Add([1], [4.1f]);
        explained.Add([2], [4.1f]);
        explained.Score(Blocks(2)).Value.ShouldBe(0);
        new ExplainedVariance().Score(SampleBlocks.None).Value.ShouldBe(0);
    }

    [Fact]
    public void Worse_than_minus_one_is_no_worse()
    {
        ExplainedVariance explained = new();
        explained.Add([100], [-1]);
        explained.Add([100], [1]);
        TrialScore score = explained.Score(Blocks(2));
        score.Value.ShouldBe(-1);
        // Squares of 101 and 99 count as 2 in the mean.
        score.Parts[0].ShouldBe(1 - (4 * 10201.0 / (10201 + 9801)), 1e-12);
        score.Parts.Average().ShouldBe(-1, 1e-12);
    }

    private static SampleBlocks Blocks(int samples) => SampleBlocks.Of(Make.Numbers(0, samples), RowSplit.Random);
}
