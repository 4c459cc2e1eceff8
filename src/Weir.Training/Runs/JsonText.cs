using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Weir.Training;

/// <summary>Records as JSON that people read as well, and back.</summary>
internal static class JsonText
{
    /// <summary>Indented, letters as they are, the same line ends everywhere.</summary>
    public static JsonSerializerOptions Readable { get; } =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a record.</summary>
    public static string Indented<T>(T record, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToNode(record, type)!.ToJsonString(Readable) + "\n";

    /// <summary>
    /// Reads a record whose lists have no empty places, which declarations alone cannot ask for. What is none is damage
    /// (<see cref="Tensors.Damage"/>).
    /// </summary>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        T record = JsonSerializer.Deserialize(json, type) ?? throw new JsonException("nothing stands there");
        Utf8JsonReader reader = new(json);
        Stack<bool> lists = new();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    lists.Push(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    lists.Pop();
                    break;
                case JsonTokenType.Null when lists.TryPeek(out bool isList) && isList:
                    throw new JsonException("a list has an empty place");
            }
        }

        return record;
    }
}
