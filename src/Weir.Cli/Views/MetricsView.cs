using Spectre.Console;
using Weir.Cli.Rendering;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>The metrics by epoch: curves, and a table whose middle is thinned out when it is long.</summary>
internal static class MetricsView
{
    private const int MostRows = 12;
    private const int MostCurve = 60;

    /// <summary>Draws the epochs.</summary>
    /// <param name="epochs">From the first to the last.</param>
    /// <param name="best">The best epoch's number, or null.</param>
    /// <param name="width">Cells of a line.</param>
    public static IReadOnlyList<Line> Draw(IReadOnlyList<EpochMetrics> epochs, int? best, int width)
    {
        List<Line> lines = [];
        int curve = Math.Clamp(width - 40, 10, MostCurve);
        if (epochs.Count > 1)
        {
            AddCurve("training loss", [.. epochs.Select(epoch => epoch.TrainingLoss)], Numbers.Loss);
            if (epochs[0].ValidationLoss is not null)
                AddCurve("validation loss", [.. epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN)], Numbers.Loss);
            if (epochs[0].ValidationAccuracy is not null)
                AddCurve("validation", [.. epochs.Select(epoch => epoch.ValidationAccuracy ?? double.NaN)], value =>
                    Numbers.Percent(value));
            if (epochs[0].ValidationR2 is not null)
                AddCurve("validation R²", [.. epochs.Select(epoch => epoch.ValidationR2 ?? double.NaN)], value => Numbers.Signed(value)
                    .TrimStart('+'));
            lines.Add(Line.Empty);
        }

        bool training = epochs.Any(epoch => epoch.TrainingAccuracy is not null);
        bool accuracy = epochs.Any(epoch => epoch.ValidationAccuracy is not null),
            fit = epochs.Any(epoch => epoch.ValidationR2 is not null);
        bool loss = epochs.Any(epoch => epoch.ValidationLoss is not null);
        List<Table.Column> columns = [new("epoch"), new("step"), new("loss")];
        if (training)
            columns.Add(new("training"));
        if (loss)
            columns.Add(new("val. loss"));
        if (accuracy)
            columns.Add(new("validation"));
        if (fit)
            columns.Add(new("validation R²"));
        columns.Add(new("time"));
        IReadOnlyList<Table.Cell>[] rows = [.. Chosen(epochs, best).Select(epoch =>
        {
            List<Table.Cell> row = [epoch.Epoch.ToString(), Numbers.Count(epoch.Step), Numbers.Loss(epoch.TrainingLoss)];
            if (training)
                row.Add(Numbers.Percent(epoch.TrainingAccuracy, 2));
            if (loss)
                row.Add(Numbers.Loss(epoch.ValidationLoss));
            if (accuracy)
                row.Add(new(Numbers.Percent(epoch.ValidationAccuracy, 2), epoch.Epoch == best ? Palette.Good : Style.Plain));
            if (fit)
                row.Add(new(Numbers.Signed(epoch.ValidationR2).TrimStart('+'), epoch.Epoch == best ? Palette.Good : Style.Plain));
            row.Add(Numbers.Duration(TimeSpan.FromSeconds(epoch.Seconds)));
            return (IReadOnlyList<Table.Cell>)row;
        })];
        lines.AddRange(Continued(columns, rows, width));
        if (best is { } at && epochs.Count > 1)
            lines.Add(Line.Empty.Add($"best at epoch {at}", Palette.Quiet));
        return lines;

        void AddCurve(string name, double[] values, Func<double?, string> write) => lines.Add(Line.Empty
            .AddLeft(name, 16, Palette.Quiet).AddRight(write(values[0]), 9).Add("  ").Add(Blocks.Sparkline(values, curve), Palette.Accent)
                .Add("  ").Add(write(values[^1])));
    }

    /// <summary>
    /// A table whose columns go on below where they have no room beside each other, as many in each part, behind the numbers of the epochs.
    /// </summary>
    private static List<Line> Continued(List<Table.Column> columns, IReadOnlyList<Table.Cell>[] rows, int width)
    {
        const int Gap = 2;
        int first = Cells(0), others = Enumerable.Range(1, columns.Count - 1).Sum(column => Gap + Cells(column));
        int parts = Math.Clamp((others + width - first - 1) / Math.Max(1, width - first), 1, columns.Count - 1);
        List<Line> lines = [];
        foreach (int[] part in Enumerable.Range(1, columns.Count - 1).Chunk((columns.Count - 2 + parts) / parts))
        {
            if (lines.Count > 0)
                lines.Add(Line.Empty);
            int[] block = [0, .. part];
            lines.AddRange(Table.Draw([.. block.Select(i => columns[i])],
                rows.Select(row => (IReadOnlyList<Table.Cell>)[.. block.Select(i => row[i])]), width));
        }

        return lines;

        int Cells(int column) => rows.Select(row => row[column].Text.Length).Append(columns[column].Title.Length).Max();
    }

    /// <summary>The first, the last, the best and others spread evenly.</summary>
    private static IEnumerable<EpochMetrics> Chosen(IReadOnlyList<EpochMetrics> epochs, int? best)
    {
        if (epochs.Count <= MostRows)
            return epochs;
        HashSet<int> chosen = [.. Enumerable.Range(0, MostRows - 1)
            .Select(i => (int)Math.Round((double)i * (epochs.Count - 1) / (MostRows - 2)))];
        for (int i = 0; i < epochs.Count; i++)
        {
            if (epochs[i].Epoch == best)
                chosen.Add(i);
        }

        return chosen.Order().Select(i => epochs[i]);
    }
}
