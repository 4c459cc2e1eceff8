using System.Text.Json.Nodes;
using Weir.Flow;

namespace Weir.Pages;

/// <summary>
/// The histograms of a trace as a page carries them: for each quantity a row of counts for each layer and step. The columns are the
/// entries below 0 from the largest to the smallest, those that are 0, those above 0 from the smallest to the largest, and those that are
/// no finite numbers.
/// </summary>
internal static class PackedHistograms
{
    /// <summary>Which part of a run's numbers histograms may take: one in this many characters.</summary>
    private const int Share = 4;

    private static readonly (string Name, Func<FlowHistograms, FlowLayer, Histogram?> Of)[] s_quantities =
    [
        ("activation", (all, layer) => all.Layers[layer.Number]?.Activation),
        ("delta", (all, layer) => all.Layers[layer.Number]?.Delta),
        ("weight", (all, layer) => layer.Weight is { } weight ? all.Parameters[weight].Weight : null),
        ("gradient", (all, layer) => layer.Weight is { } weight ? all.Parameters[weight].Gradient : null),
    ];

    /// <summary>Packs the histograms of a run, of fewer steps where they would take too much room; null where it has none.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="most">Characters that all numbers of the run may take.</param>
    public static JsonObject? Of(IReadOnlyList<FlowLayer> layers, IReadOnlyList<FlowSample> samples, int most)
    {
        FlowSample[] some = [.. samples.Where(sample => sample.Histograms is not null)];
        while (some.Length > 0 && layers.Count > 0)
        {
            JsonObject packed = Pack(layers, some);
            if (Size(packed) <= most / Share || some.Length <= 2)
                return packed;
            // The first and the last stay.
            some = [.. some.Where((_, i) => (some.Length - 1 - i) % 2 == 0 || i == 0)];
        }

        return null;
    }

    /// <summary>The characters that packed histograms take.</summary>
    public static int Size(JsonObject? packed) => ((JsonObject?)packed?["quantities"])?
        .Sum(quantity => ((string?)quantity.Value?["counts"]?["data"])?.Length ?? 0) ?? 0;

    private static JsonObject Pack(IReadOnlyList<FlowLayer> layers, FlowSample[] samples)
    {
        JsonObject quantities = [];
        foreach ((string name, Func<FlowHistograms, FlowLayer, Histogram?> of) in s_quantities)
        {
            Histogram?[] all = [.. layers.SelectMany(layer => samples.Select(sample => of(sample.Histograms!, layer)))];
            if (all.OfType<Histogram>().Any())
                quantities[name] = Pack(all);
        }

        return new JsonObject
        {
            ["steps"] = new JsonArray([.. samples.Select(sample => JsonValue.Create(sample.Step))]),
            ["quantities"] = quantities,
        };
    }

    private static JsonObject Pack(Histogram?[] all)
    {
        Histogram[] filled = [.. all.OfType<Histogram>().Where(each => each.Positive.Count > 0)];
        int first = filled.Length == 0 ? 0 : filled.Min(each => each.First);
        int bins = filled.Length == 0 ? 1 : filled.Max(each => each.First + each.Positive.Count) - first;
        double?[,] counts = new double?[all.Length, (2 * bins) + 2];
        for (int row = 0; row < all.Length; row++)
        {
            if (all[row] is not { } histogram)
                continue;
            for (int column = 0; column < counts.GetLength(1); column++)
                counts[row, column] = 0;
            for (int i = 0; i < histogram.Positive.Count; i++)
            {
                int size = histogram.First - first + i;
                counts[row, bins - 1 - size] = histogram.Negative[i];
                counts[row, bins + 1 + size] = histogram.Positive[i];
            }

            counts[row, bins] = histogram.Zeros;
            counts[row, (2 * bins) + 1] = histogram.Others;
        }

        return new JsonObject { ["first"] = first, ["bins"] = bins, ["counts"] = PackedNumbers.Exact(counts) };
    }
}
