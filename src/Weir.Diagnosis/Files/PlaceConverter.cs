using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Diagnosis;

/// <summary>A place in the data as <c>[sample, feature]</c>.</summary>
internal sealed class PlaceConverter : JsonConverter<(int Sample, int Feature)>
{
    public override (int Sample, int Feature) Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, FactsJson.Default.Int32Array) is [int sample, int feature] ? (sample, feature)
            : throw new JsonException("a place is a sample and a feature");

    public override void Write(Utf8JsonWriter writer, (int Sample, int Feature) value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [value.Sample, value.Feature], FactsJson.Default.Int32Array);
}
