using Weir.Cli.Rendering;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>The metrics of an epoch in words: the accuracy of a classifier, the R² of a regression, else the loss.</summary>
internal static class MetricsText
{
    /// <summary>On the validation part; empty where there is none yet.</summary>
    public static Line Validation(EpochMetrics? epoch) => epoch switch
    {
        { ValidationAccuracy: { } accuracy } => Line.Empty.Add("validation ").Add(Numbers.Percent(accuracy), Palette.Strong),
        { ValidationR2: { } fit } => Line.Empty.Add("validation R² ").Add(Numbers.Signed(fit).TrimStart('+'), Palette.Strong),
        { ValidationLoss: { } loss } => Line.Empty.Add("validation loss ").Add(Numbers.Loss(loss), Palette.Strong),
        _ => Line.Empty,
    };

    /// <summary>On the training part.</summary>
    public static Line Training(EpochMetrics epoch) =>
        epoch.TrainingAccuracy is { } accuracy ? Line.Empty.Add($"training {Numbers.Percent(accuracy)}") : Line.Empty;
}
