using System.Text.Json.Nodes;
using Weir.Flow;
using Weir.Studies;
using Weir.Tensors;

namespace Weir.Pages;

/// <summary>The flow of one run of each cell of a study, small enough for many to stand side by side.</summary>
internal static class StudyFlow
{
    private const int MostCells = 120, MostColumns = 96;

    /// <summary>Numbers of one quantity over all cells.</summary>
    private const int MostNumbers = 250_000;

    /// <summary>Characters that the names of all cells' layers may take.</summary>
    private const int MostNames = 600_000;

    private static readonly FlowQuantity[] s_quantities = [.. FlowQuantity.All
        .Where(quantity => quantity.Name is "delta.rms" or "update.ratio" or "activation.std")];

    /// <summary>For each cell the flow of its first seed that has ended: null where that was not measured, or cannot be read.</summary>
    /// <param name="results">The study.</param>
    /// <param name="runs">The folder of its runs.</param>
    public static JsonArray Of(StudyResults results, string runs)
    {
        Trace?[] traces = [.. results.Cells.Select((cell, i) => i < MostCells && results.Of(cell) is [var first, ..]
            ? Read(Path.Combine(runs, first.Yield.Run, RunFiles.FlowName)) : null)];
        long layers = traces.Sum(trace => (long)(trace?.Header.Layers.Count ?? 0));
        int columns = (int)Math.Clamp(MostNumbers / Math.Max(1, layers), 8, MostColumns);
        return new JsonArray([.. traces.Zip(results.Cells, (trace, cell) =>
            trace is null ? null : Node(trace, columns, MostNames / traces.Length, results.Of(cell)[0].Seed))]);
    }

    private static JsonObject Node(Trace trace, int columns, int names, long seed)
    {
        IReadOnlyList<FlowLayer> layers = FlowLayer.Of(trace.Header);
        int together = (trace.Samples.Count + columns - 1) / columns;
        JsonObject flow = [];
        foreach (FlowQuantity quantity in s_quantities)
        {
            if (quantity.Numbers(layers, trace.Samples) is { } numbers)
                flow[quantity.Name] =
                    PackedNumbers.Levels(ExtremeReduction.Of(numbers, together, quantity.IsLogarithmic), quantity.IsLogarithmic);
        }

        return new JsonObject
        {
            ["seed"] = seed,
            ["layers"] = new JsonArray([.. LayerNames.Bounded([.. layers.Select(layer => $"{layer.Path} {layer.Kind}")], names)
                .Select(name => JsonValue.Create(name))]),
            ["steps"] = new JsonArray([.. trace.Samples.Where((_, i) => i % together == 0)
                .Select(sample => JsonValue.Create(sample.Step))]),
            ["flow"] = flow,
        };
    }

    /// <summary>A trace; null where there is none with samples, or it is damaged: the page shows the others.</summary>
    private static Trace? Read(string path)
    {
        try
        {
            return File.Exists(path) && TraceReader.Read(path) is { Samples.Count: > 0, Header.Layers.Count: > 0 } trace ? trace : null;
        }
        catch (WeirException)
        {
            return null;
        }
    }
}
