using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Zoo;

/// <summary>A results file: a JSON list with an entry for each case and seed.</summary>
internal static class ResultsFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the records, a line each. The file is replaced as a whole, so that it is never half written.</summary>
    public static void Write(string path, IReadOnlyList<CaseRecord> records)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, records.Count == 0 ? "[]\n"
            : $"[\n{string.Join(",\n", records.Select(record => JsonSerializer.Serialize(record, s_options)))}\n]\n");
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CaseException">There is none, or it is no list of records.</exception>
    public static IReadOnlyList<CaseRecord> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<List<CaseRecord>>(File.ReadAllText(path), s_options)
                ?? throw new CaseException($"{path}: it holds no list of records");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CaseException($"{path}: the results cannot be read: {error.Message}");
        }
    }
}
