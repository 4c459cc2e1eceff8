using Weir.Cli.Rendering;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>What the run of a fold has come to.</summary>
/// <param name="Run">The name of its run directory.</param>
/// <param name="Metrics">Those of the weights that it ends with.</param>
/// <param name="Test">On the test part, or null.</param>
internal sealed record FoldResult(string Run, EpochMetrics? Metrics, EvaluationMetrics? Test);

/// <summary>The runs of all folds, and the mean and standard deviation of what they have come to.</summary>
internal static class FoldsView
{
    private static readonly (string Title, Func<FoldResult, double?> Value, Func<double, string> Text)[] s_metrics =
    [
        ("validation loss", fold => fold.Metrics?.ValidationLoss, value => Numbers.Loss(value)),
        ("validation accuracy", fold => fold.Metrics?.ValidationAccuracy, value => Numbers.Percent(value, 2)),
        ("validation R²", fold => fold.Metrics?.ValidationR2, value => Numbers.Value(value)),
        ("test loss", fold => fold.Test?.Loss, value => Numbers.Loss(value)),
        ("test accuracy", fold => fold.Test?.Accuracy, value => Numbers.Percent(value, 2)),
        ("test R²", fold => fold.Test?.R2, value => Numbers.Value(value)),
    ];

    /// <summary>Draws them.</summary>
    /// <param name="folds">The folds, one or more.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<FoldResult> folds, int width)
    {
        (string Title, Func<FoldResult, double?> Value, Func<double, string> Text)[] told =
            [.. s_metrics.Where(metric => folds.All(fold => metric.Value(fold) is not null))];
        List<IReadOnlyList<Table.Cell>> rows =
            [.. folds.Select(fold => (IReadOnlyList<Table.Cell>)[fold.Run, .. told.Select(metric =>
                (Table.Cell)metric.Text(metric.Value(fold)!.Value))])];
        rows.Add([new Table.Cell("mean ± standard deviation", Palette.Strong), .. told.Select(metric =>
            new Table.Cell(WithDeviation([.. folds.Select(fold => metric.Value(fold)!.Value)], metric.Text), Palette.Strong))]);
        return Table.Draw([new("run of a fold", Right: false), .. told.Select(metric => new Table.Column(metric.Title))], rows, width);
    }

    private static string WithDeviation(double[] values, Func<double, string> text)
    {
        double mean = values.Average();
        double deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return $"{text(mean)} ± {text(deviation)}";
    }
}
