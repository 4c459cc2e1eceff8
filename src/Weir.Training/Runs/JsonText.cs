using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Weir.Training;

/// <summary>Records as JSON that people read as well: indented, letters as they are.</summary>
internal static class JsonText
{
    /// <summary>Writes a record.</summary>
    public static string Indented<T>(T record, JsonTypeInfo<T> type)
    {
        using JsonDocument json = JsonSerializer.SerializeToDocument(record, type);
        using MemoryStream text = new();
        JsonWriterOptions options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter writer = new(text, options))
            json.WriteTo(writer);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n";
    }
}
