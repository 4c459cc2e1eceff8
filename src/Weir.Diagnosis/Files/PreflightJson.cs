using System.Text.Json.Nodes;

namespace Weir.Diagnosis;

/// <summary>What a pre-flight has measured, as JSON.</summary>
internal static class PreflightJson
{
    public static JsonObject Node(PreflightReport report)
    {
        JsonObject node = new()
        {
            ["draws"] = report.Draws.Samples.Count,
            ["loss"] = Number(report.Typical(sample => sample.Loss)),
            ["attenuation"] = Number(report.Typical(sample => sample.Attenuation)),
            ["layers"] = new JsonArray([.. report.Draws.Header.Layers.Select((layer, i) => new JsonObject
            {
                ["number"] = i + 1,
                ["path"] = layer.Path,
                ["kind"] = layer.Kind,
                ["activation.std"] = Number(report.Typical(sample => sample.Layers[i].ActivationStd)),
                ["signal"] = Number(report.Typical(sample => sample.Layers[i].ActivationStd / sample.Layers[i].ActivationRms)),
                ["delta.rms"] = Number(report.Typical(sample => sample.Layers[i].DeltaRms)),
            })]),
            ["facts"] = FactsFile.Node(report.Facts),
        };
        if (report.Overfit is { } overfit)
        {
            node["overfit"] = new JsonObject
            {
                ["samples"] = overfit.Samples,
                ["steps"] = overfit.Steps,
                ["first"] = Number(overfit.First),
                ["last"] = Number(overfit.Last),
                ["trivial"] = Number(overfit.Trivial),
                ["succeeded"] = overfit.Succeeded,
            };
        }

        return node;
    }

    private static JsonNode? Number(double? value) => value is { } number ? FindingsFile.Number(number) : null;
}
