using System.Text.Json.Serialization;

namespace Weir.Diagnosis;

/// <summary>How facts are written as JSON: camel case, what is not known left out, numbers as in a trace.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TraceNumberConverter), typeof(PlaceConverter), typeof(RangeConverter)],
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(RunFacts))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(double[]))]
internal sealed partial class FactsJson : JsonSerializerContext;
