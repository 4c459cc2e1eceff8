using System.Globalization;

namespace Weir.Studies;

/// <summary>A quantity layer by layer, from the start to the end of the runs: medians over the seeds.</summary>
public static class LayerTable
{
    /// <summary>What the table is called.</summary>
    /// <param name="quantity">The quantity.</param>
    public static string TitleOf(LayerQuantity quantity) => quantity switch
    {
        LayerQuantity.BiasGradient => "Norm of the gradient of each layer's bias, over the run",
        LayerQuantity.WeightGradient => "Norm of the gradient of each layer's weight, over the run",
        _ => "Gradient through each layer (delta.rms), over the run",
    };

    /// <summary>Makes the table: rows are the layers of each cell, the one nearest to the input first.</summary>
    /// <param name="results">The results.</param>
    /// <param name="quantity">The quantity.</param>
    public static StudyTable Of(StudyResults results, LayerQuantity quantity)
    {
        List<StudyTable.Row> rows = [];
        foreach (Cell cell in results.Cells)
        {
            RunYield[] runs = [.. results.Of(cell).Select(run => run.Yield).Where(yield => yield.Layers.Count > 0)];
            for (int layer = 0; layer < (runs.Length == 0 ? 0 : runs.Min(run => run.Layers.Count)); layer++)
            {
                StudyTable.Entry[] entries = [.. LayerYield.Moments.Select((_, moment) =>
                    new StudyTable.Entry(Median(runs, layer, quantity, moment) is { } median ? Text(median) : "–"))];
                rows.Add(new StudyTable.Row([cell.ToString(), $"{layer + 1} {runs[0].Layers[layer].Kind}"], entries));
            }
        }

        return new StudyTable { Names = ["cell", "layer"], Columns = LayerYield.Moments, Rows = rows };
    }

    /// <summary>
    /// The median over the seeds: one whose path is closed does not hide the others. Behind the start, runs that diverged are left out:
    /// they came to no such moment; null where no run is left.
    /// </summary>
    /// <param name="runs">What the seeds of a cell have yielded.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="moment">Which of <see cref="LayerYield.Moments"/>, from 0.</param>
    public static double? Median(IReadOnlyList<RunYield> runs, int layer, LayerQuantity quantity, int moment)
    {
        double[] values = [.. runs.Where(run => moment == 0 || !run.Diverged)
            .Select(run => run.Layers[layer].Of(quantity)[moment]).Order()];
        return values.Length == 0 ? null : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static string Text(double value) => value == 0 ? "0" : value.ToString("0.0e-0", CultureInfo.InvariantCulture);
}
