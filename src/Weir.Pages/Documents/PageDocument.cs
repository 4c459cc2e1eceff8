using System.Reflection;
using System.Text.Json.Nodes;
using Weir.Diagnosis;

namespace Weir.Pages;

/// <summary>All that a page shows, as JSON: one run or several and the manual's words on what is found in them, or a study.</summary>
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

        JsonObject page = Head(written);
        page["runs"] = new JsonArray([.. runs.Select(run => RunDocument.Of(run, PackedFlow.MostCharacters / runs.Count))]);
        page["explanations"] = explanations;
        return page;
    }

    /// <summary>The document of a page on a study.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="written">When.</param>
    public static JsonObject OfStudy(string folder, DateTimeOffset written)
    {
        JsonObject page = Head(written);
        page["study"] = StudyDocument.Of(folder);
        return page;
    }

    private static JsonObject Head(DateTimeOffset written) => new()
    {
        ["format"] = "weir-page",
        ["version"] = Version,
        ["program"] = $"Weir {Release}",
        ["written"] = written.ToString("yyyy-MM-dd HH:mm"),
    };
}
