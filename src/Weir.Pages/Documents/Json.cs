using System.Text.Json.Nodes;

namespace Weir.Pages;

/// <summary>Numbers of documents: what JSON cannot say is a string, as in a trace.</summary>
internal static class Json
{
    /// <summary>A number.</summary>
    public static JsonValue Number(double value) => double.IsFinite(value) ? JsonValue.Create(value)
        : JsonValue.Create(double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
}
