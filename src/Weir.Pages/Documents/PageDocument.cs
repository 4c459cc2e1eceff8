using System.Reflection;
using System.Text.Json.Nodes;
using Weir.Diagnosis;
using Weir.Repair;
using Weir.Tensors;

namespace Weir.Pages;

/// <summary>
/// All that a page shows, as JSON: one run or several and the manual's words on what is found in them, a study or a repair.
/// </summary>
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
        if (runs is [var now, var before] && RecipeChanges.Node(before, now) is { } changes)
            page["recipes"] = changes;
        return page;
    }

    /// <summary>The document of a page on a study.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="written">When.</param>
    /// <param name="pageOf">Where the page of one of its runs is; the reports in their folders, those that there are, unless told.</param>
    public static JsonObject OfStudy(string folder, DateTimeOffset written, Func<string, string?>? pageOf = null)
    {
        JsonObject page = Head(written);
        page["study"] = StudyDocument.Of(folder, pageOf);
        return page;
    }

    /// <summary>The document of a page on a repair: the runs before and after it, and its certificate.</summary>
    /// <param name="folder">The repair's folder.</param>
    /// <param name="written">When.</param>
    /// <exception cref="WeirException">Its certificate or its runs cannot be read.</exception>
    public static JsonObject OfRepair(string folder, DateTimeOffset written)
    {
        Certificate certificate = RepairDocument.Read(folder);
        IReadOnlyList<RunFiles> runs = RepairDocument.Runs(folder, certificate);
        JsonObject page = runs.Count > 0 ? Of(runs, written) : Head(written);
        page["repair"] = RepairDocument.Node(certificate);
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
