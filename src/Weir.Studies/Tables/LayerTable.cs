using System.Globalization;

namespace Weir.Studies;

/// <summary>A quantity layer by layer, from the start to the end of the runs: geometric means over the seeds.</summary>
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
                    new StudyTable.Entry(Text(Mean(runs, layer, quantity, moment))))];
                rows.Add(new StudyTable.Row([cell.ToString(), $"{layer + 1} {runs[0].Layers[layer].Kind}"], entries));
            }
        }

        return new StudyTable { Names = ["cell", "layer"], Columns = LayerYield.Moments, Rows = rows };
    }

    /// <summary>The geometric mean over the seeds; 0 where one of them has none.</summary>
    internal static double Mean(IReadOnlyList<RunYield> runs, int layer, LayerQuantity quantity, int moment)
    {
        double[] values = [.. runs.Select(run => run.Layers[layer].Of(quantity)[moment])];
        return values.Length == 0 || values.Any(value => value <= 0) ? 0 : Math.Exp(values.Average(Math.Log));
    }

    private static string Text(double value) => value == 0 ? "0" : value.ToString("0.0e-0", CultureInfo.InvariantCulture);
}
