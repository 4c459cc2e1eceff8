using System.Text.Json.Nodes;
using Weir.Flow;

namespace Weir.Pages;

/// <summary>
/// The first value of a trace that is no finite number: where it came from. Forward values are made before gradients, and these before the
/// update.
/// </summary>
internal static class FirstNonFinite
{
    /// <summary>The place as JSON; null where all numbers are finite.</summary>
    public static JsonObject? Node(Trace trace)
    {
        foreach (FlowSample sample in trace.Samples)
        {
            if (Place(sample, trace.Header) is not { } place)
                continue;
            string layer = place.Layer is { } number
                ? $" of layer {number + 1} ({trace.Header.Layers[number].Path}, {trace.Header.Layers[number].Kind})" : "";
            return new JsonObject
            {
                ["step"] = sample.Step,
                ["layer"] = place.Layer ?? -1,
                ["quantity"] = place.Quantity,
                ["text"] = $"{place.Quantity}{layer} at step {Words.Count(sample.Step)}, in the {place.Phase} pass, "
                    + $"is {Words.Value(place.Value)}{(place.Entries is null ? "" : $": {place.Entries}")}",
            };
        }

        return null;
    }

    /// <summary>The quantity in which the first such value shows, as <c>loss</c>; null where all are finite.</summary>
    public static string? QuantityOf(Trace trace) => trace.Samples.Select(sample => Place(sample, trace.Header)?.Quantity)
        .FirstOrDefault(quantity => quantity is not null)?.Split(' ')[0];

    private static (int? Layer, string Quantity, double Value, string Phase, NonFiniteEntries? Entries)? Place(FlowSample sample,
        TraceHeader header)
    {
        for (int i = 0; i < sample.Layers.Count; i++)
        {
            if (!double.IsFinite(sample.Layers[i].ActivationRms))
                return (i, "activation.rms", sample.Layers[i].ActivationRms, "forward", sample.Layers[i].ActivationNonFinite);
        }

        if (!double.IsFinite(sample.Loss))
            return (null, "loss", sample.Loss, "forward", null);
        // The gradient comes from the output.
        for (int i = sample.Layers.Count - 1; i >= 0; i--)
        {
            if (sample.Layers[i].DeltaRms is { } delta && !double.IsFinite(delta))
                return (i, "delta.rms", delta, "backward", sample.Layers[i].DeltaNonFinite);
        }

        for (int i = 0; i < sample.Parameters.Count; i++)
        {
            if (sample.Parameters[i].GradientNorm is { } norm && !double.IsFinite(norm))
                return (header.Parameters[i].Layer is >= 0 and var layer ? layer : null, $"gradient.norm of {header.Parameters[i].Name}",
                    norm, "backward", null);
        }

        return null;
    }
}
