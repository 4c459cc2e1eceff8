using System.Text.Json.Nodes;
using Weir.Training;

namespace Weir.Studies;

/// <summary>The JSON schema of studies, for editors: made from the same description that the reader uses.</summary>
public static class StudySchema
{
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
        return schema.ToJsonString(JsonText.Readable) + "\n";
    }
}
