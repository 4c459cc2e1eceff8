using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Studies;

/// <summary>The JSON schema of studies, for editors: made from the same description that the reader uses.</summary>
public static class StudySchema
{
    private static readonly JsonSerializerOptions s_options =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as JSON text, as in <c>studies/study.schema.json</c>.</summary>
    public static string Write()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Weir study",
            ["description"] = "A comparison over networks, factors and seeds.",
        };
        foreach ((string key, JsonNode? value) in StudyForm.For("study").Schema())
            schema[key] = value?.DeepClone();
        return schema.ToJsonString(s_options) + "\n";
    }
}
