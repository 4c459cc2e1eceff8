using System.Text.Json.Nodes;
using Weir.Flow;

namespace Weir.Pages;

/// <summary>
/// All numbers of a trace as a page carries them. A page stays within its bound whatever the length of the run: numbers become levels, then
/// columns fall together, and each time the most unusual value stays.
/// </summary>
internal static class PackedFlow
{
    /// <summary>Sampled steps that a page tells apart.</summary>
    public const int MostColumns = 10_000;

    /// <summary>Numbers up to which each is kept as it is.</summary>
    private const long MostExact = 150_000;

    /// <summary>Characters that the packed numbers of one run may take.</summary>
    public const int MostCharacters = 2_200_000;

    private static readonly (string Name, Func<FlowSample, double?> Of)[] s_series =
    [
        ("loss", sample => sample.Loss),
        ("rate", sample => sample.Rate),
        ("gradient.norm", sample => sample.GradientNorm),
        ("gradient.norm.clipped", sample => sample.ClippedNorm),
        ("attenuation", sample => sample.Attenuation),
        ("noise.scale", sample => sample.NoiseScale),
    ];

    /// <summary>Writes <c>steps</c>, <c>series</c> and <c>flow</c> into a run's document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="most">Characters that all this may take. Default: about two megabytes.</param>
    public static void Write(JsonObject document, IReadOnlyList<FlowLayer> layers, IReadOnlyList<FlowSample> samples,
        int most = MostCharacters)
    {
        int together = Math.Max(1, (samples.Count + MostColumns - 1) / MostColumns);
        long[] steps = [.. Enumerable.Range(0, (samples.Count + together - 1) / together)
            .Select(i => samples[Math.Min(samples.Count - 1, (i * together) + together - 1)].Step)];
        document["steps"] = PackedNumbers.Steps(steps);
        JsonObject series = [];
        foreach ((string name, Func<FlowSample, double?> of) in s_series)
        {
            double?[,] numbers = new double?[1, samples.Count];
            for (int i = 0; i < samples.Count; i++)
                numbers[0, i] = of(samples[i]);
            series[name] = PackedNumbers.Exact(ExtremeReduction.Of(numbers, together, logarithmic: name is not ("attenuation" or "rate")));
        }

        document["series"] = series;
        document["flow"] = Flow(layers, samples, together, most);
    }

    private static JsonObject Flow(IReadOnlyList<FlowLayer> layers, IReadOnlyList<FlowSample> samples, int together, int most)
    {
        List<Part> parts = [];
        foreach (FlowQuantity quantity in FlowQuantity.All)
        {
            if (layers.Count > 0 && quantity.Numbers(layers, samples) is { } numbers)
                parts.Add(new Part(quantity, together > 1 ? ExtremeReduction.Of(numbers, together, quantity.IsLogarithmic) : numbers));
        }

        bool exact = parts.Sum(part => (long)part.Numbers.Length) <= MostExact;
        foreach (Part part in parts)
            part.Pack(exact);
        while (parts.Sum(part => part.Size) > most && parts.Where(part => part.Together < part.Numbers.GetLength(1))
            .OrderBy(part => part.Together).ThenByDescending(part => part.Quantity.Rank).FirstOrDefault() is { } next)
        {
            next.Together *= 2;
            next.Pack(exact);
        }

        JsonObject flow = [];
        foreach (Part part in parts)
            flow[part.Quantity.Name] = part.Node;
        return flow;
    }

    /// <summary>One quantity on its way into the page.</summary>
    private sealed class Part(FlowQuantity quantity, double?[,] numbers)
    {
        public FlowQuantity Quantity { get; } = quantity;

        public double?[,] Numbers { get; } = numbers;

        public int Together { get; set; } = 1;

        public JsonObject? Node { get; private set; }

        public int Size => ((string?)Node?["data"])?.Length ?? 0;

        public void Pack(bool exact)
        {
            double?[,] some = Together > 1 ? ExtremeReduction.Of(Numbers, Together, Quantity.IsLogarithmic) : Numbers;
            Node = exact ? PackedNumbers.Exact(some) : PackedNumbers.Levels(some, Quantity.IsLogarithmic);
            Node["together"] = Together;
            Node["columns"] = Numbers.GetLength(1);
        }
    }
}
