using System.Globalization;
using Weir.Cli.Rendering;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>The metrics of an epoch in words: the accuracy of a classifier, the R² of a regression, else the loss.</summary>
internal static class MetricsText
{
    /// <summary>On the validation part; empty where there is none yet.</summary>
    public static Line Validation(EpochMetrics? epoch) => epoch switch
    {
        { ValidationAccuracy: { } accuracy, ValidationIou: { } iou } => Line.Empty.Add("validation ")
            .Add(Numbers.Percent(accuracy), Palette.Strong).Add(" IoU ").Add(Iou(iou), Palette.Strong),
        { ValidationAccuracy: { } accuracy } => Line.Empty.Add("validation ").Add(Numbers.Percent(accuracy), Palette.Strong),
        { ValidationR2: { } fit } => Line.Empty.Add("validation R² ").Add(Numbers.Signed(fit).TrimStart('+'), Palette.Strong),
        { ValidationLoss: { } loss } => Line.Empty.Add("validation loss ").Add(Numbers.Loss(loss), Palette.Strong),
        _ => Line.Empty,
    };

    /// <summary>On the validation part; without one the loss of training, by which epochs are compared then.</summary>
    public static Line Score(EpochMetrics? epoch) => Validation(epoch) is { Width: > 0 } validation ? validation
        : epoch is null ? Line.Empty : Line.Empty.Add("training loss ").Add(Numbers.Loss(epoch.TrainingLoss), Palette.Strong);

    /// <summary>The loss on the validation part, where <see cref="Validation"/> tells of something else.</summary>
    public static Line ValidationLoss(EpochMetrics? epoch) =>
        epoch is { ValidationLoss: { } loss } and not { ValidationAccuracy: null, ValidationR2: null }
        ? Line.Empty.Add($"validation loss {Numbers.Loss(loss)}")
        : Line.Empty;

    /// <summary>On the training part.</summary>
    public static Line Training(EpochMetrics epoch) =>
        epoch.TrainingAccuracy is { } accuracy ? Line.Empty.Add($"training {Numbers.Percent(accuracy)}") : Line.Empty;

    /// <summary>What came of a run: its best validation, else its last loss, and the test part.</summary>
    public static Line Result(RunRecord record)
    {
        Line line = Validation(record.Best ?? record.Last);
        if (line.Width == 0 && record.Last is { } last)
            line.Add($"loss {Numbers.Loss(last.TrainingLoss)}");
        return record.Test is { } test ? line.Add(line.Width == 0 ? "" : " · ").Add(Test(test)) : line;
    }

    /// <summary>On the test part.</summary>
    public static Line Test(EvaluationMetrics test) => test switch
    {
        { Accuracy: { } accuracy, MeanIou: { } iou } => Line.Empty.Add("test ").Add(Numbers.Percent(accuracy), Palette.Strong)
            .Add(" IoU ").Add(Iou(iou), Palette.Strong),
        { Accuracy: { } accuracy } => Line.Empty.Add("test ").Add(Numbers.Percent(accuracy), Palette.Strong),
        { R2: { } fit } => Line.Empty.Add("test R² ").Add(Numbers.Signed(fit).TrimStart('+'), Palette.Strong),
        _ => Line.Empty.Add("test loss ").Add(Numbers.Loss(test.Loss), Palette.Strong),
    };

    private static string Iou(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
