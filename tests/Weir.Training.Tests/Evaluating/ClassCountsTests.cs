using Weir.Data;

namespace Weir.Training.Tests;

/// <summary>Counts against numbers that were worked out by hand.</summary>
public class ClassCountsTests
{
    private static readonly OutputSignature s_three = new(OutputKind.Classes, [3], OutputLink.Softmax) { Names = ["a", "b", "c"] };

    [Fact]
    public void Precision_recall_confusion_and_calibration_are_those_worked_out_by_hand()
    {
        ClassCounts counts = new(s_three, most: 2);
        counts.Add(1, [0.7f, 0.2f, 0.1f], 0);
        counts.Add(2, [0.6f, 0.3f, 0.1f], 1);
        counts.Add(3, [0.1f, 0.8f, 0.1f], 1);
        counts.Add(4, [0.2f, 0.7f, 0.1f], 2);
        ClassificationReport report = counts.Report();
        report.Accuracy.ShouldBe(0.5);
        report.Majority.ShouldBe(0.5);
        report.Top.ShouldBeNull();
        report.Confusion![0].ShouldBe([1, 0, 0]);
        report.Confusion[1].ShouldBe([1, 1, 0]);
        report.Confusion[2].ShouldBe([0, 1, 0]);
        (ClassReport a, ClassReport b, ClassReport c) = (report.Each![0], report.Each[1], report.Each[2]);
        (a.Precision!.Value, a.Recall!.Value, a.F1!.Value).ShouldBe((0.5, 1, 2 / 3.0));
        (b.Precision, b.Recall, b.F1).ShouldBe((0.5, 0.5, 0.5));
        (c.Precision, c.Recall, c.F1).ShouldBe((null, 0.0, 0.0));
        // Scores of a: 0.7 | 0.6 0.1 0.2; of b: 0.3 0.8 | 0.2 0.7, of which 0.3 beats one; of c: 0.1 | 0.1 0.1 0.1, all tied.
        (a.Auc, b.Auc, c.Auc).ShouldBe((1.0, 0.75, 0.5));
        report.Auc!.Value.ShouldBe(0.75, 1e-12);
        report.Brier!.Value.ShouldBe((0.14 + 0.86 + 0.06 + 1.34) / 4, 1e-6);
        // Of two samples in the bin of 0.7 one is right, |1.4 − 1|; the others are |0.6 − 0| and |0.8 − 1|.
        report.CalibrationError!.Value.ShouldBe((0.4 + 0.6 + 0.2) / 4, 1e-6);
        report.Calibration!.Select(bin => bin.Samples).ShouldBe([1, 2, 1]);
        counts.MeanLogarithm.ShouldBe(-(Math.Log(0.7) + Math.Log(0.3) + Math.Log(0.8) + Math.Log(0.1)) / 4, 1e-6);
        counts.Worst.Select(sample => (sample.Sample, sample.Target, sample.Prediction)).ShouldBe([(4, "c", "b"), (2, "b", "a")]);
    }

    [Fact]
    public void Pixels_have_intersection_over_union_and_the_worst_are_images()
    {
        ClassCounts counts = new(new(OutputKind.Classes, [2, 2, 3], OutputLink.Softmax) { Names = ["a", "b", "c"] }, most: 1);
        // The classes of two images of four pixels, and what is said of them; one pixel counts for nothing.
        (int Label, int Said)[] pixels = [(0, 0), (0, 0), (1, 0), (ClassTargets.Ignored, 2), (1, 1), (1, 2), (0, 2), (1, 2)];
        for (int i = 0; i < pixels.Length; i++)
        {
            float[] row = [0.2f, 0.2f, 0.2f];
            row[pixels[i].Said] = 0.6f;
            counts.Add((i / 4) + 1, row, pixels[i].Label).ShouldBe(pixels[i].Label == pixels[i].Said);
        }

        ClassificationReport report = counts.Report();
        report.Accuracy.ShouldBe(3 / 7.0);
        report.Majority.ShouldBe(4 / 7.0);
        // Both of a are among the four that are of it or said to be; one of the four of b; none of c is right.
        report.Each!.Select(each => each.Iou).ShouldBe([2 / 4.0, 1 / 4.0, 0]);
        report.MeanIou!.Value.ShouldBe(0.25);
        report.Each!.Select(each => each.Samples).ShouldBe([3, 4, 0]);
        report.Confusion!.Select(row => string.Join(' ', row)).ShouldBe(["2 0 1", "1 1 2", "0 0 0"]);
        report.Each!.ShouldAllBe(each => each.Auc == null);
        counts.Worst.ShouldBe([new WorstSample(2, "b", "c", 0.75)]);
    }

    [Fact]
    public void Of_two_classes_the_second_counts()
    {
        ClassCounts counts = new(new(OutputKind.Classes, [1], OutputLink.Sigmoid) { Names = ["no", "yes"] }, most: 1);
        foreach ((float p, int label) in new[] { (0.9f, 1), (0.8f, 0), (0.4f, 1), (0.4f, 0), (0.1f, 0) })
            counts.Add(1, [1 - p, p], label);
        ClassificationReport report = counts.Report();
        // Pairs of a yes and a no: 0.9 beats all three; 0.4 beats one and ties one. (3 + 1.5) / 6.
        report.Auc!.Value.ShouldBe(0.75, 1e-9);
        report.Brier!.Value.ShouldBe((0.01 + 0.64 + 0.36 + 0.16 + 0.01) / 5, 1e-6);
    }

    [Fact]
    public void The_most_probable_are_counted_where_there_are_more_classes()
    {
        OutputSignature ten =
            new(OutputKind.Classes, [10], OutputLink.Softmax) { Names = [.. Enumerable.Range(0, 10).Select(i => $"{i}")] };
        ClassCounts counts = new(ten, most: 1);
        float[] row = [.. Enumerable.Range(0, 10).Select(i => (10 - i) / 55f)];
        foreach (int label in (int[])[0, 4, 5, 9])
            counts.Add(1, row, label);
        ClassificationReport report = counts.Report();
        (report.Top, report.TopAccuracy, report.Accuracy).ShouldBe((5, 0.5, 0.25));
    }

    [Fact]
    public void Values_have_errors_in_their_unit()
    {
        ValueCounts counts = new(new(OutputKind.Values, [2], OutputLink.Identity) { Names = ["x", "y"] }, [1, 10], most: 1);
        counts.Add(1, [1, 20], [2, 20]);
        counts.Add(2, [4, 40], [4, 50]);
        counts.Add(3, [6, 30], [6, 20]);
        IReadOnlyList<ValueReport> values = counts.Report();
        values[0].MeanAbsoluteError.ShouldBe(1 / 3.0);
        values[0].RootMeanSquaredError.ShouldBe(Math.Sqrt(1 / 3.0));
        values[0].Bias.ShouldBe(-1 / 3.0);
        (values[0].Mean, values[0].Deviation).ShouldBe((4, Math.Sqrt(8 / 3.0)));
        values[0].R2!.Value.ShouldBe(1 - (1 / 8.0), 1e-12);
        values[1].R2!.Value.ShouldBe(1 - (200 / 600.0), 1e-12);
    }
}
