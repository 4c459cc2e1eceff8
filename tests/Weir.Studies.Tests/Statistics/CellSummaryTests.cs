namespace Weir.Studies.Tests.Statistics;

public class CellSummaryTests
{
    private static readonly Measure s_accuracy = MeasureList.Find("accuracy")!;

    [Fact]
    public void Seeds_give_a_mean_with_its_interval()
    {
        CellSummary summary = CellSummary.Of([Of(0.9), Of(0.92), Of(0.94)], s_accuracy);
        summary.Mean!.Value.ShouldBe(0.92, 1e-12);
        // t(0.975; 2) = 4.302653.
        summary.Interval!.Value.HalfWidth.ShouldBe(4.302653 * 0.02 / Math.Sqrt(3), 1e-6);
        summary.Median.ShouldBe(0.92);
        MeasureText.Of(s_accuracy, summary).ShouldBe("92.00 % ± 4.97");
    }

    [Fact]
    public void Where_runs_diverge_the_median_counts_them_as_the_worst_and_no_mean_flatters()
    {
        CellSummary two = CellSummary.Of([Of(0.9), Of(null), Of(0.94), Of(0.92), Of(null)], s_accuracy);
        (two.Diverged, two.Count).ShouldBe((2, 5));
        two.Median.ShouldBe(0.9);
        two.Interval.ShouldBeNull();
        MeasureText.Of(s_accuracy, two).ShouldBe("90.00 % median");
        CellSummary most = CellSummary.Of([Of(0.9), Of(null), Of(null)], s_accuracy);
        most.Median.ShouldBeNull();
        MeasureText.Of(s_accuracy, most).ShouldBe("–");
    }

    [Fact]
    public void Where_no_direction_is_better_a_run_that_diverged_has_no_value()
    {
        Measure ratio = MeasureList.Find("update-ratio")!;
        ratio.HigherIsBetter.ShouldBeNull();
        RunYield[] yields = [.. new[] { 0.02, 0.03, 1e14 }.Select(value => Make.Yield("run", "update-ratio", value))];
        CellSummary summary = CellSummary.Of([yields[0], yields[1], yields[2] with { Status = "nonFinite" }], ratio);
        (summary.Diverged, summary.Known, summary.IsPartial).ShouldBe((0, 2, true));
        summary.Centre!.Value.ShouldBe(0.025, 1e-12);
        summary.Interval.ShouldBeNull();
        CellSummary none = CellSummary.Of([.. yields.Select(yield => yield with { Status = "nonFinite" })], ratio);
        MeasureText.Of(ratio, none).ShouldBe("–");
    }

    [Fact]
    public void Of_a_share_of_the_runs_it_is_told_how_many_and_the_interval_is_Wilsons()
    {
        Measure trained = MeasureList.Find("trained")!;
        CellSummary summary = CellSummary.Of([Trained(1), Trained(1), Trained(0)], trained);
        MeasureText.Of(trained, summary).ShouldBe("2 of 3");
        summary.Interval.ShouldBe(WilsonInterval.Of(2, 3));
        CellSummary some = CellSummary.Of([Trained(1), Trained(1), Trained(0) with { Status = "nonFinite" }], trained);
        MeasureText.Of(trained, some).ShouldBe("2 of 3");
        some.Median!.Value.ShouldBe(2 / 3.0, 1e-12);
    }

    private static RunYield Trained(double value) => Make.Yield("run", "trained", value);

    private static RunYield Of(double? value) => Make.Yield("run", "accuracy", value);
}
