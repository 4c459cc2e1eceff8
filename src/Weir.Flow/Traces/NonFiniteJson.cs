using System.Text.Json;

namespace Weir.Flow;

/// <summary>Where a tensor holds numbers that are not finite, in a line of a trace.</summary>
internal static class NonFiniteJson
{
    public static void Write(Utf8JsonWriter writer, string name, NonFiniteEntries? entries)
    {
        if (entries is null)
            return;
        writer.WriteStartObject(name);
        Write(writer, "shape", entries.Shape);
        writer.WriteNumber("entries", entries.Count);
        Write(writer, "rows", entries.Rows);
        writer.WriteNumber("row.count", entries.RowCount);
        if (entries.Samples is { } samples)
            Write(writer, "samples", samples);
        writer.WriteEndObject();
    }

    public static NonFiniteEntries? Read(JsonElement line, string name)
    {
        if (!line.TryGetProperty(name, out JsonElement entries))
            return null;
        NonFiniteEntries read = new(Numbers(entries, "shape"), entries.Required("entries").GetInt64(), Numbers(entries, "rows"),
            entries.OptionalCount("row.count") ?? throw new TraceException($"row.count of {name} is missing"));
        if (read.Count < 0 || read.Rows.Count > read.RowCount)
            throw new TraceException($"{name} names more rows than it counts, or fewer entries than 0");
        return entries.TryGetProperty("samples", out _) ? read with { Samples = Numbers(entries, "samples") } : read;
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (int number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static int[] Numbers(JsonElement line, string name) =>
    [
        .. line.Required(name).EnumerateArray().Select(number => number.GetInt32() is >= 0 and var value ? value
            : throw new TraceException($"{name} holds a number below 0")),
    ];
}
