using System.Text.Json;

namespace Weir.Flow;

/// <summary>
/// Numbers in a trace: rounded to seven significant digits, which is what float32 holds; those that JSON cannot say are
/// the strings <c>nan</c>, <c>inf</c> and <c>-inf</c>.
/// </summary>
internal static class TraceJson
{
    public static void WriteNumber(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is not { } number)
            return;
        writer.WritePropertyName(name);
        if (double.IsFinite(number))
        {
            Span<char> digits = stackalloc char[32];
            number.TryFormat(digits, out int length, "g7", System.Globalization.CultureInfo.InvariantCulture);
            writer.WriteRawValue(digits[..length], skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        }
    }

    public static double? OptionalNumber(this JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) ? ToNumber(value, name) : null;

    public static double Number(this JsonElement line, string name) =>
        line.OptionalNumber(name) ?? throw new TraceException($"the number {name} is missing");

    public static int? OptionalCount(this JsonElement line, string name) => line.OptionalNumber(name) switch
    {
        null => null,
        >= 0 and <= int.MaxValue and var count when double.IsInteger(count) => (int)count,
        _ => throw new TraceException($"{name} is no whole number, 0 or more"),
    };

    public static string Text(this JsonElement line, string name) =>
        line.Required(name).GetString() ?? throw new TraceException($"{name} is no text");

    public static JsonElement Required(this JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) ? value : throw new TraceException($"{name} is missing");

    private static double ToNumber(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString() switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            string text => throw new TraceException($"{name} is \"{text}\", which is no number"),
            null => throw new TraceException($"{name} is no number"),
        },
        _ => throw new TraceException($"{name} is no number"),
    };
}
