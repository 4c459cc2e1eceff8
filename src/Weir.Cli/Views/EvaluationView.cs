using System.Globalization;
using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>How well a network does on a set: the numbers of the whole, each class or value, confusions, and the worst samples.</summary>
internal static class EvaluationView
{
    private const int MostClasses = 40;
    private const int MostConfusions = 10;

    /// <summary>Draws a report.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="report">The report.</param>
    /// <param name="output">What the network says.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(string name, EvaluationReport report, OutputSignature output, int width)
    {
        List<Line> lines = [.. Items.Flow(
            [
                Line.Empty.Add(name, Palette.Strong),
                Line.Empty.Add(report.Set),
                Line.Empty.Add(Numbers.Of(report.Samples, "sample")),
                Line.Empty.Add($"loss {Numbers.Loss(report.Loss)}"),
                Line.Empty.Add(report.Perplexity is { } perplexity ? $"perplexity {Numbers.Value(perplexity)}" : ""),
            ],
            " · ", width)];
        if (report.Classes is { } classes)
            lines.AddRange(Classes(classes, output, width));
        if (report.Labels is { } labels)
            lines.AddRange(Labels(labels, width));
        if (report.Values is { } values)
            lines.AddRange([Line.Empty, .. Values(values, output, width)]);
        if (report.Worst.Count > 0)
            lines.AddRange([Line.Empty, Line.Empty.Add("the worst", Palette.Quiet), .. Worst(report, output.IsOfPixels, width)]);
        return lines;
    }

    private static List<Line> Classes(ClassificationReport report, OutputSignature output, int width)
    {
        List<Line> lines = [.. Items.Flow(
            [
                Line.Empty.Add($"accuracy {Numbers.Percent(report.Accuracy)}", Palette.Strong),
                Line.Empty.Add($"always the most frequent: {Numbers.Percent(report.Majority)}"),
                Line.Empty.Add(report.Top is { } top ? $"among the {top} most probable {Numbers.Percent(report.TopAccuracy)}" : ""),
                Item("mean IoU", report.MeanIou),
                Item("F1", report.F1),
                Item("AUC", report.Auc),
                Item("Brier score", report.Brier),
            ],
            " · ", width)];
        if (report.Calibration is { Count: > 0 } bins)
            lines.AddRange(Items.Wrap(Calibration(report, bins), width));
        if (report.Each is { } each)
            lines.AddRange([Line.Empty, .. Each(each, output.IsOfPixels, width)]);
        if (report.Confusion is { Count: > 1 } confusion)
            lines.AddRange([Line.Empty, .. ConfusionView.Draw(confusion, output.Names, width, MostConfusions)]);
        return lines;
    }

    private static List<Line> Labels(LabelsReport report, int width)
    {
        List<Line> lines = [.. Items.Flow(
            [
                Line.Empty.Add($"accuracy {Numbers.Percent(report.Accuracy)}", Palette.Strong),
                Line.Empty.Add($"all labels of a sample: {Numbers.Percent(report.Exact)}"),
                Item("F1", report.F1),
            ],
            " · ", width), Line.Empty];
        LabelReport[] shown = report.Each.Count <= MostClasses ? [.. report.Each]
            : [.. report.Each.OrderBy(one => one.F1 ?? 2).Take(MostClasses)];
        lines.AddRange(Table.Draw(
            [new("label", Right: false), new("samples"), new("accuracy"), new("precision"), new("recall"), new("F1")],
            shown.Select(one => (IReadOnlyList<Table.Cell>)
            [
                one.Name, Numbers.Count(one.Samples), Numbers.Percent(one.Accuracy), Numbers.Percent(one.Precision),
                Numbers.Percent(one.Recall), new(Share(one.F1), one.F1 < 0.5 ? Palette.Warning : Style.Plain),
            ]),
            width));
        if (shown.Length < report.Each.Count)
            lines.Add(Line.Empty.Add($"and {report.Each.Count - shown.Length} labels that are told better", Palette.Quiet));
        return lines;
    }

    private static string Calibration(ClassificationReport report, IReadOnlyList<CalibrationBin> bins)
    {
        double confidence = bins.Sum(bin => bin.Confidence * bin.Samples) / bins.Sum(bin => bin.Samples);
        double distance = confidence - report.Accuracy;
        string word = Math.Abs(distance) < 0.02 ? "about as often right as it says"
            : distance > 0 ? "surer than it should be" : "less sure than it could be";
        return $"it is {Numbers.Percent(confidence)} sure on average and {Numbers.Percent(report.Accuracy)} right: {word} "
            + $"(calibration error {Numbers.Percent(report.CalibrationError)})";
    }

    private static List<Line> Each(IReadOnlyList<ClassReport> each, bool ofPixels, int width)
    {
        // Of many classes those that are told worst.
        ClassReport[] shown = each.Count <= MostClasses ? [.. each] : [.. each.OrderBy(one => one.F1 ?? 2).Take(MostClasses)];
        List<Line> lines = [.. Table.Draw(
            [new("class", Right: false), new(ofPixels ? "pixels" : "samples"), new("precision"), new("recall"), new("F1"),
                new(ofPixels ? "IoU" : "AUC")],
            shown.Select(one => (IReadOnlyList<Table.Cell>)
            [
                one.Name, Numbers.Count(one.Samples), Numbers.Percent(one.Precision), Numbers.Percent(one.Recall),
                new(Share(one.F1), one.F1 < 0.5 ? Palette.Warning : Style.Plain), Share(ofPixels ? one.Iou : one.Auc),
            ]),
            width)];
        if (shown.Length < each.Count)
            lines.Add(Line.Empty.Add($"and {each.Count - shown.Length} classes that are told better", Palette.Quiet));
        return lines;
    }

    private static IReadOnlyList<Line> Values(IReadOnlyList<ValueReport> values, OutputSignature output, int width)
    {
        bool hasPast = values.Any(value => value.PersistenceError is not null);
        return
        [
            .. Table.Draw(
                [new(output.Target is null ? "value" : "target", Right: false), new("R²"), new("mean abs. error"), new("RMSE"),
                    .. hasPast ? new Table.Column[] { new("if it stays") } : [], new("bias"), new("deviation of targets")],
                values.Select(value => (IReadOnlyList<Table.Cell>)
                [
                    value.Name, new(value.R2 is { } fit ? Share(fit) : Numbers.None, Palette.Strong),
                    Numbers.Value(value.MeanAbsoluteError), Numbers.Value(value.RootMeanSquaredError),
                    .. hasPast ? new Table.Cell[] { Persistence(value) } : [], Numbers.Value(value.Bias), Numbers.Value(value.Deviation),
                ]),
                width),
            .. Items.Wrap("Errors are in the unit of the target; the deviation is the RMSE of who always answers the mean"
                + $"{(hasPast ? ", 'if it stays' that of who always says the last value that is known" : "")}.", width),
        ];
    }

    private static Table.Cell Persistence(ValueReport value) => value.PersistenceError is { } error
        ? new Table.Cell(Numbers.Value(error), error < value.RootMeanSquaredError ? Palette.Warning : Style.Plain) : Numbers.None;

    private static IReadOnlyList<Line> Worst(EvaluationReport report, bool ofPixels, int width)
    {
        bool hasProbabilities = report.Worst.Any(sample => sample.Probability is not null);
        bool hasPlaces = report.Worst.Any(sample => sample.Place is not null);
        List<Table.Column> columns = [new("sample", Right: !hasPlaces), new(ofPixels ? "most often missed" : "is",
            Right: report.Values is not null), new("was taken for", Right: report.Values is not null)];
        if (hasProbabilities)
            columns.Add(new("with"));
        columns.Add(new(ofPixels ? "wrong pixels" : report.Values is not null ? "off by" : "loss"));
        return Table.Draw(
            columns,
            report.Worst.Select(sample => (IReadOnlyList<Table.Cell>)
            [
                sample.Place ?? Numbers.Count(sample.Sample),
                sample.Target, sample.Prediction,
                .. hasProbabilities ? new Table.Cell[] { Numbers.Percent(sample.Probability) } : [],
                ofPixels ? Numbers.Percent(sample.Error) : Numbers.Value(sample.Error),
            ]),
            width);
    }

    private static Line Item(string name, double? value) => Line.Empty.Add(value is null ? "" : $"{name} {Share(value)}");

    private static string Share(double? value) => value is not { } number || double.IsNaN(number) ? Numbers.None
        : number.ToString("0.000;−0.000", CultureInfo.InvariantCulture);
}
