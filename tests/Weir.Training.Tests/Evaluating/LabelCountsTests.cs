namespace Weir.Training.Tests;

/// <summary>Labels that may hold at once, against numbers that were worked out by hand.</summary>
public sealed class LabelCountsTests
{
    [Fact]
    public void Each_label_is_right_or_wrong_by_itself()
    {
        LabelCounts counts = new(Signature(OutputLink.Sigmoid), most: 2);
        counts.Add(1, [0.9f, 0.2f, 0.1f], [1, 0, 0]);
        counts.Add(2, [0.6f, 0.7f, 0.1f], [0, 1, 0]);
        counts.Add(3, [0.8f, 0.4f, 0.2f], [1, 1, 0]);
        counts.Add(4, [0.3f, 0.1f, 0.9f], [0, 0, 0]);
        LabelsReport report = counts.Report();
        report.Accuracy.ShouldBe(9 / 12.0);
        report.Exact.ShouldBe(0.25);
        (LabelReport wet, LabelReport cold, LabelReport dark) = (report.Each[0], report.Each[1], report.Each[2]);
        (wet.Name, wet.Samples, wet.Accuracy).ShouldBe(("wet", 2, 0.75));
        (wet.Precision!.Value, wet.Recall!.Value, wet.F1!.Value).ShouldBe((2 / 3.0, 1, 0.8));
        (cold.Precision, cold.Recall, cold.F1).ShouldBe((1, 0.5, 2 / 3.0));
        (dark.Samples, dark.Precision, dark.Recall, dark.F1).ShouldBe((0, 0.0, null, null));
        report.F1!.Value.ShouldBe((0.8 + (2 / 3.0)) / 2, 1e-12);
        counts.Worst.Select(sample => (sample.Sample, sample.Target, sample.Prediction))
            .ShouldBe([(4, "none", "dark"), (2, "cold", "wet, cold")]);
        counts.Worst[0].Error.ShouldBe(-(Math.Log(0.7) + Math.Log(0.9) + Math.Log(0.1)) / 3, 1e-6);
    }

    [Fact]
    public void Scores_hold_above_0_and_sides_may_be_minus_1()
    {
        LabelCounts counts = new(Signature(OutputLink.Identity), most: 1);
        counts.Add(1, [0.2f, -0.2f, -3], [1, -1, -1]);
        counts.Add(2, [-0.3f, 0.6f, -3], [1, -1, -1]);
        LabelsReport report = counts.Report();
        (report.Accuracy, report.Exact).ShouldBe((4 / 6.0, 0.5));
        counts.Worst[0].Error.ShouldBe((0.3 + 0.6) / 3, 1e-6);
    }

    private static OutputSignature Signature(OutputLink link) => new(OutputKind.Labels, [3], link) { Names = ["wet", "cold", "dark"] };
}
