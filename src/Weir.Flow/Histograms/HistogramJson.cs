using System.Text.Json;

namespace Weir.Flow;

/// <summary>Histograms in a trace.</summary>
internal static class HistogramJson
{
    public static void Write(Utf8JsonWriter writer, FlowHistograms histograms)
    {
        writer.WriteStartObject("histograms");
        writer.WriteStartArray("layers");
        foreach (LayerHistograms? layer in histograms.Layers)
        {
            writer.WriteStartObject();
            Write(writer, "activation", layer?.Activation);
            Write(writer, "delta", layer?.Delta);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("parameters");
        foreach (ParameterHistograms parameter in histograms.Parameters)
        {
            writer.WriteStartObject();
            Write(writer, "weight", parameter.Weight);
            Write(writer, "gradient", parameter.Gradient);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static FlowHistograms Read(JsonElement value, TraceHeader header)
    {
        LayerHistograms?[] layers = [.. value.Required("layers").EnumerateArray().Select(layer =>
            Optional(layer, "activation") is { } activation ? new LayerHistograms(activation, Optional(layer, "delta")) : null)];
        ParameterHistograms[] parameters = [.. value.Required("parameters").EnumerateArray().Select(parameter => new ParameterHistograms(
            Optional(parameter, "weight") ?? throw new TraceException("the histogram weight is missing"),
                Optional(parameter, "gradient")))];
        if (layers.Length != header.Layers.Count || parameters.Length != header.Parameters.Count)
            throw new TraceException($"histograms of {layers.Length} layers and {parameters.Length} parameters, where the header names "
                + $"{header.Layers.Count} and {header.Parameters.Count}");
        return new FlowHistograms(layers, parameters);
    }

    private static void Write(Utf8JsonWriter writer, string name, Histogram? histogram)
    {
        if (histogram is null)
            return;
        writer.WriteStartObject(name);
        writer.WriteNumber("zero", histogram.Zeros);
        writer.WriteNumber("first", histogram.First);
        Write(writer, "positive", histogram.Positive);
        Write(writer, "negative", histogram.Negative);
        if (histogram.Others > 0)
            writer.WriteNumber("other", histogram.Others);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<long> counts)
    {
        writer.WriteStartArray(name);
        foreach (long count in counts)
            writer.WriteNumberValue(count);
        writer.WriteEndArray();
    }

    private static Histogram? Optional(JsonElement line, string name)
    {
        if (!line.TryGetProperty(name, out JsonElement value))
            return null;
        try
        {
            return new Histogram(
                value.Required("zero").GetInt64(), value.Required("first").GetInt32(), Counts(value, "positive"), Counts(value, "negative"),
                value.TryGetProperty("other", out JsonElement other) ? other.GetInt64() : 0);
        }
        catch (ArgumentException error)
        {
            throw new TraceException($"the histogram {name}: {error.Message}", error);
        }
    }

    private static long[] Counts(JsonElement value, string name) =>
        [.. value.Required(name).EnumerateArray().Select(count => count.GetInt64())];
}
