using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Cli.Views;

/// <summary>A network in a few characters, as in <c>784 → 100 ×8 → 10</c>.</summary>
internal static class ShapeText
{
    private const int MostRuns = 7;

    /// <summary>Writes the widths of the layers with parameters; neighbours that are alike are counted.</summary>
    public static string Of(Summary summary) =>
        Of([Of(summary.Input), .. summary.Layers.Where(layer => layer.Parameters > 0).Select(layer => Of(layer.Output))]);

    /// <summary>
    /// Writes the widths of the layers with weights of a trace; the input is that of its first weight where this is a matrix: kernels do
    /// not tell how large the images were.
    /// </summary>
    public static string Of(TraceHeader header)
    {
        IEnumerable<string> input = header.Parameters.Where(parameter => parameter.Kind == "weight" && parameter.Shape.Count > 0).Take(1)
            .Where(parameter => parameter.Shape.Count == 2).Select(parameter => $"{parameter.Shape[0]}");
        return Of([.. input, .. header.Layers.Where(layer => layer.HasWeights).Select(layer => $"{layer.Units}")]);
    }

    /// <summary>Writes the shape of one sample, as in <c>28×28×1</c>.</summary>
    public static string Of(Shape shape) => shape.Rank == 0 ? "1" : string.Join("×", shape.ToArray());

    private static string Of(IReadOnlyList<string> widths)
    {
        List<(string Width, int Count)> runs = [];
        for (int i = 0; i < widths.Count; i++)
        {
            // The input is no layer: it is not counted with them.
            if (i > 1 && runs[^1].Width == widths[i])
                runs[^1] = (widths[i], runs[^1].Count + 1);
            else
                runs.Add((widths[i], 1));
        }

        IEnumerable<string> texts = runs.Select(run => run.Count == 1 ? run.Width : $"{run.Width} ×{run.Count}");
        if (runs.Count > MostRuns)
            texts = [.. texts.Take(MostRuns - 3), "…", .. texts.TakeLast(2)];
        return string.Join(" → ", texts);
    }
}
