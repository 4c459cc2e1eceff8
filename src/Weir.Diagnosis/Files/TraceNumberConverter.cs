using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Diagnosis;

/// <summary>Numbers as in a trace: those that JSON cannot say are the strings <c>nan</c>, <c>inf</c> and <c>-inf</c>.</summary>
internal sealed class TraceNumberConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : reader.GetString() switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            { } text => throw new JsonException($"\"{text}\" is no number"),
            null => throw new JsonException("a number is missing"),
        };

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
    }
}
