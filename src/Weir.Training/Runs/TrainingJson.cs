using System.Text.Json.Serialization;

namespace Weir.Training;

/// <summary>How records are written as JSON: one line, camel case, numbers that are not finite as "NaN" and "Infinity".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(EpochMetrics))]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class TrainingJson : JsonSerializerContext;
