using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Diagnosis;

/// <summary>The range of target values as <c>[least, mean, greatest, deviation]</c>.</summary>
internal sealed class RangeConverter : JsonConverter<(double Least, double Mean, double Greatest, double Deviation)>
{
    public override (double Least, double Mean, double Greatest, double Deviation) Read(ref Utf8JsonReader reader, Type typeToConvert,
        JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, FactsJson.Default.DoubleArray)
            is [double least, double mean, double greatest, double deviation]
            ? (least, mean, greatest, deviation)
            : throw new JsonException("a range is least, mean, greatest and deviation");

    public override void Write(Utf8JsonWriter writer, (double Least, double Mean, double Greatest, double Deviation) value,
        JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [value.Least, value.Mean, value.Greatest, value.Deviation], FactsJson.Default.DoubleArray);
}
