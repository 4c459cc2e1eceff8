using System.Text.Json;
using System.Text.Json.Serialization;
using Weir.Data;

namespace Weir.Training;

/// <summary>How signatures are written as JSON: camel case, words as recipes have them, nothing where there is nothing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(WordConverter<InputKind>), typeof(WordConverter<OutputKind>), typeof(WordConverter<OutputLink>),
        typeof(WordConverter<Standardization>), typeof(WordConverter<ColumnKind>), typeof(WordConverter<ImageFit>),
        typeof(WordConverter<DateOrder>),
    ])]
[JsonSerializable(typeof(ModelSignature))]
internal sealed partial class SignatureJson : JsonSerializerContext;

/// <summary>Values of an enumeration as words, as in <c>per-feature</c>.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
internal sealed class WordConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
