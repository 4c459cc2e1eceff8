using System.Text.Json.Nodes;
using Weir.Diagnosis;

namespace Weir.Pages;

/// <summary>Which checks have looked at a run, which could not, and why: silence of a check that did not run is no good news.</summary>
internal static class CheckList
{
    /// <summary>A check and what became of it.</summary>
    /// <param name="Diagnostic">What it looks for.</param>
    /// <param name="State"><c>found</c>, <c>silent</c>, <c>unable</c> or <c>off</c>.</param>
    /// <param name="Reason">What it lacked; null where that was nothing.</param>
    internal sealed record Check(Diagnostic Diagnostic, string State, string? Reason);

    /// <summary>All checks of a run.</summary>
    public static IReadOnlyList<Check> Of(RunFiles run) => [.. run.Diagnosis.Rules.Select(rule => Of(rule.Diagnostic, run))];

    /// <summary>The same as JSON.</summary>
    public static JsonArray Node(RunFiles run) => new([.. Of(run).Select(check =>
    {
        JsonObject node = new() { ["code"] = check.Diagnostic.Code, ["name"] = check.Diagnostic.Name, ["title"] = check.Diagnostic.Title,
            ["state"] = check.State };
        if (check.Reason is not null)
            node["reason"] = check.Reason;
        return node;
    })]);

    private static Check Of(Diagnostic diagnostic, RunFiles run)
    {
        if (run.Findings.Any(finding => finding.Diagnostic.Code == diagnostic.Code && finding.Severity != Severity.Off))
            return new Check(diagnostic, "found", null);
        if (run.Diagnosis.Severities.Any(each => each.Value == Severity.Off && diagnostic.Is(each.Key)))
            return new Check(diagnostic, "off", null);
        if (run.Trace.Header.Layers.Count == 0 || run.Trace.Samples.Count == 0)
            return new Check(diagnostic, "unable", "the flow was not measured");
        return run.Unjudged.FirstOrDefault(entry => entry.Diagnostic.Code == diagnostic.Code) is { } unjudged
            ? new Check(diagnostic, "unable", unjudged.Reason) : new Check(diagnostic, "silent", null);
    }
}
