using System.Text.Json;
using Weir.Hosting;

namespace Samples.Serving;

/// <summary>Rows as JSON: an object of cells by the names of their columns, or an array of such.</summary>
internal static class Rows
{
    /// <summary>Rows of one request, where the queue holds as many; what is larger is sent in parts.</summary>
    private const int Most = 1000;

    public static async Task<IReadOnlyDictionary<string, object?>> ReadOneAsync(Stream body, CancellationToken cancel)
    {
        using JsonDocument document = await ParseAsync(body, cancel);
        return Row(document.RootElement);
    }

    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> ReadManyAsync(Stream body, PredictionQueueOptions queue,
        CancellationToken cancel)
    {
        int most = Math.Min(Most, queue.MostWaiting);
        using JsonDocument document = await ParseAsync(body, cancel);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new BadRowException("a batch is an array of rows: [{\"column\": value, …}, …]");
        int count = document.RootElement.GetArrayLength();
        return count > 0 && count <= most ? [.. document.RootElement.EnumerateArray().Select(Row)]
            : throw new BadRowException($"a batch holds 1 to {most} rows, not {count}");
    }

    private static async Task<JsonDocument> ParseAsync(Stream body, CancellationToken cancel)
    {
        try
        {
            return await JsonDocument.ParseAsync(body, cancellationToken: cancel);
        }
        catch (JsonException error)
        {
            throw new BadRowException($"what was sent is not JSON: {error.Message}", error);
        }
    }

    private static Dictionary<string, object?> Row(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new BadRowException("a row is an object: {\"column\": value, …}");
        Dictionary<string, object?> cells = [];
        foreach (JsonProperty cell in row.EnumerateObject())
            cells[cell.Name] = Cell(cell.Name, cell.Value);
        return cells;
    }

    private static object? Cell(string column, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new BadRowException($"column '{column}': a cell is a text, a number, true, false or null"),
    };
}
