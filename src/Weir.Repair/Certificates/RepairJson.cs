using System.Text.Json.Serialization;

namespace Weir.Repair;

/// <summary>How the records of a repair are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(TrialFile))]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(IReadOnlyList<Hypothesis>))]
[JsonSerializable(typeof(CertificateVersion))]
[JsonSerializable(typeof(PolicyReport))]
internal sealed partial class RepairJson : JsonSerializerContext;
