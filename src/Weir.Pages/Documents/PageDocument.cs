using System.Reflection;
using System.Text.Json.Nodes;
using Weir.Diagnosis;

namespace Weir.Pages;

/// <summary>All that a page shows, as JSON: one run or several, and the manual's words on what is found in them.</summary>
internal static class PageDocument
{
    /// <summary>Version of the form.</summary>
    public const int Version = 1;

    private static string Release =>
        typeof(PageDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? "unknown";

    /// <summary>The document of a page.</summary>
    /// <param name="runs">The runs; the first is what the page is about.</param>
    /// <param name="written">When.</param>
    public static JsonObject Of(IReadOnlyList<RunFiles> runs, DateTimeOffset written)
    {
        JsonObject explanations = [];
        foreach (Diagnostic diagnostic in runs.SelectMany(run => run.Findings).Select(finding => finding.Diagnostic)
            .DistinctBy(diagnostic => diagnostic.Code))
        {
            if (Explanation.Of(diagnostic) is { } html)
                explanations[diagnostic.Code] = html;
        }

        return new JsonObject
        {
            ["format"] = "weir-page",
            ["version"] = Version,
            ["program"] = $"Weir {Release}",
            ["written"] = written.ToString("yyyy-MM-dd HH:mm"),
            ["runs"] = new JsonArray([.. runs.Select(run => RunDocument.Of(run, PackedFlow.MostCharacters / runs.Count))]),
            ["explanations"] = explanations,
        };
    }
}
