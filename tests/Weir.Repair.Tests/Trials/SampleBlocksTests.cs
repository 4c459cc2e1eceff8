using Weir.Data;

namespace Weir.Repair.Tests.Trials;

public class SampleBlocksTests
{
    [Fact]
    public void Of_single_samples_the_error_is_that_of_a_mean_and_half_a_sample_each_way()
    {
        SampleBlocks blocks = SampleBlocks.Of(Make.Numbers(0, 4), RowSplit.Random);
        blocks.Freedom.ShouldBe(3);
        blocks.Means([0, 0, 1, 1]).ShouldBe([0, 0, 1, 1]);
        blocks.ErrorOf([0, 0, 1, 1]).ShouldBe(Math.Sqrt((1.0 / 3 / 4) + (1.0 / 36)), 1e-12);
        // All alike is no certainty.
        blocks.ErrorOf([1, 1, 1, 1]).ShouldBe(1.0 / 6, 1e-12);
    }

    [Fact]
    public void Networks_that_err_on_the_same_samples_differ_by_less_than_either_score_may_be_off()
    {
        SampleBlocks blocks = SampleBlocks.Of(Make.Numbers(0, 40), RowSplit.Random);
        double[] one = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? 1.0 : 0)], other = [.. one];
        other[20] = 1;
        double difference = blocks.ErrorOf([.. other.Zip(one, (a, b) => a - b)]);
        difference.ShouldBeLessThan(blocks.ErrorOf(one) / 2);
        // Discordant pairs alone count (Agresti and Min, 2005): (1 − 1/40)/39/40.
        difference.ShouldBe(Math.Sqrt(((1 - (1.0 / 40)) / 39 / 40) + (1.0 / (42 * 42))), 1e-12);
    }

    [Fact]
    public void More_samples_fill_fifty_blocks_by_turns_and_in_an_order_of_time_those_that_follow_one_another()
    {
        double[] numbers = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        SampleBlocks.Of(Make.Numbers(0, 100), RowSplit.Random).Means(numbers)[3].ShouldBe((3 + 53) / 2.0);
        SampleBlocks.Of(Make.Numbers(0, 100), RowSplit.Time).Means(numbers)[3].ShouldBe(6.5);
    }

    [Fact]
    public void Samples_of_a_group_are_one_block_and_weigh_as_much_as_they_are()
    {
        Dataset all = Make.Numbers(0, 9), grouped = new("grouped", all.InputShape, all.Inputs, all.Targets)
        {
            Origins = [.. Enumerable.Range(0, 9).Select(i => new SampleOrigin("rows.csv", i + 1) { Group = i < 6 ? "a" : $"{i}" })],
        };
        SampleBlocks blocks = SampleBlocks.Of(grouped, RowSplit.Random);
        blocks.Freedom.ShouldBe(3);
        double[] means = blocks.Means([1, 1, 1, 1, 1, 1, 0, 0, 0]);
        means.Order().ShouldBe([0, 0, 0, 1]);
        // The large group adds (1 − 2/3)·6·4/9 to the mean, each of the others (0 − 2/3)·4/9.
        double squares = Math.Pow(8.0 / 9, 2) + (3 * Math.Pow(8.0 / 27, 2));
        blocks.ErrorOf(means).ShouldBe(Math.Sqrt((squares / 3 / 4) + (1.0 / 36)), 1e-12);
    }

    [Fact]
    public void One_group_is_one_block_which_tells_nothing()
    {
        Dataset all = Make.Numbers(0, 9), grouped = new("grouped", all.InputShape, all.Inputs, all.Targets)
        {
            Origins = [.. Enumerable.Range(0, 9).Select(i => new SampleOrigin("rows.csv", i + 1) { Group = "a" })],
        };
        SampleBlocks blocks = SampleBlocks.Of(grouped, RowSplit.Random);
        blocks.Count.ShouldBe(1);
        blocks.ErrorOf([0.5]).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void What_differs_by_one_sample_that_is_far_out_is_not_told_apart()
    {
        // R² 0.04 against 0.54, by one sample of two hundred.
        SampleBlocks blocks = SampleBlocks.Of(Make.Numbers(0, 200), RowSplit.Random);
        double[] before = [.. Enumerable.Range(0, 200).Select(i => 1 - (i == 0 ? 100 : 0.46))], after = [.. before];
        after[0] = 0.5;
        double[] differences = [.. blocks.Means(after).Zip(blocks.Means(before), (one, other) => one - other)];
        differences.Average().ShouldBe(0.4975, 1e-9);
        blocks.ErrorOf(differences).ShouldBeGreaterThan(0.49);
    }

    [Fact]
    public void Positions_of_a_sequence_are_in_the_block_of_their_sample() =>
        SampleBlocks.Of(Make.Numbers(0, 2), RowSplit.Random).Means([1, 0, 1, 1]).ShouldBe([0.5, 1]);

    [Fact]
    public void What_counts_for_nothing_is_in_no_mean()
    {
        SampleBlocks blocks = SampleBlocks.Of(Make.Numbers(0, 3), RowSplit.Random);
        blocks.Means([1, double.NaN, 0, 1, double.NaN, double.NaN]).ShouldBe([1, 0.5, 2.0 / 3], 1e-12);
    }

    [Fact]
    public void One_block_alone_or_the_means_of_others_tell_nothing()
    {
        SampleBlocks.Of(Make.Numbers(0, 1), RowSplit.Random).ErrorOf([1]).ShouldBe(double.PositiveInfinity);
        SampleBlocks.Of(Make.Numbers(0, 3), RowSplit.Random).ErrorOf([1, 0]).ShouldBe(double.PositiveInfinity);
    }
}
