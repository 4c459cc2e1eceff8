using Weir.Nn;
using Weir.Tensors;

namespace Weir.Cli.Views;

/// <summary>A network in a few characters, as in <c>784 → 100 ×8 → 10</c>.</summary>
internal static class ShapeText
{
    private const int MostRuns = 7;

    /// <summary>Writes the widths of the layers with parameters; neighbours that are alike are counted.</summary>
    public static string Of(Summary summary)
    {
        List<(string Width, int Count)> runs = [(Of(summary.Input), 1)];
        foreach (LayerSummary layer in summary.Layers)
        {
            if (layer.Parameters == 0)
                continue;
            string width = Of(layer.Output);
            if (runs.Count > 1 && runs[^1].Width == width)
                runs[^1] = (width, runs[^1].Count + 1);
            else
                runs.Add((width, 1));
        }

        IEnumerable<string> texts = runs.Select(run => run.Count == 1 ? run.Width : $"{run.Width} ×{run.Count}");
        if (runs.Count > MostRuns)
            texts = [.. texts.Take(MostRuns - 3), "…", .. texts.TakeLast(2)];
        return string.Join(" → ", texts);
    }

    /// <summary>Writes the shape of one sample, as in <c>28×28×1</c>.</summary>
    public static string Of(Shape shape) => shape.Rank == 0 ? "1" : string.Join("×", shape.ToArray());
}
