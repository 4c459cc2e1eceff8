using System.Text.Json.Nodes;
using Weir.Flow;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>Findings as JSON (docs/findings.md): <c>findings.json</c> of a run, and what commands print for machines.</summary>
public static class FindingsFile
{
    /// <summary>The file's name in a run directory.</summary>
    public const string Name = RunDirectory.FindingsName;

    /// <summary>Version of the format that this program writes: 1.</summary>
    public const int Version = 1;

    /// <summary>Writes findings to a file; a reader sees the file as it was before, or whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="subject">What they are of.</param>
    /// <param name="verdict">What is said.</param>
    public static void Write(string path, FindingsSubject subject, Verdict verdict) => Write(path, subject, verdict, DiskFiles.Instance);

    internal static void Write(string path, FindingsSubject subject, Verdict verdict, IFileLayer files) =>
        WholeFile.Write(path, Text(subject, verdict), files);

    /// <summary>Findings as JSON text.</summary>
    /// <param name="subject">What they are of.</param>
    /// <param name="verdict">What is said.</param>
    /// <param name="report">The pre-flight that found them; null for a run.</param>
    public static string Text(FindingsSubject subject, Verdict verdict, PreflightReport? report = null)
    {
        IReadOnlyList<Finding> findings = verdict.Findings;
        JsonObject document = new()
        {
            ["format"] = "weir-findings",
            ["version"] = Version,
            ["subject"] = subject.Name,
            ["step"] = subject.Step,
            ["errors"] = findings.Count(finding => finding.Severity == Severity.Error),
            ["warnings"] = findings.Count(finding => finding.Severity == Severity.Warning),
            ["findings"] = new JsonArray([.. findings.Select(finding => Node(finding, subject.Header))]),
        };
        if (verdict.Outcome is { } outcome)
            document["outcome"] = outcome;
        document["withdrawn"] = new JsonArray([.. verdict.Withdrawn.Select(Withdrawn)]);
        document["unjudged"] = new JsonArray([.. verdict.Unjudged.Select(entry =>
            new JsonObject { ["code"] = entry.Diagnostic.Code, ["name"] = entry.Diagnostic.Name, ["reason"] = entry.Reason })]);
        if (report is not null)
            document["preflight"] = PreflightJson.Node(report);
        return document.ToJsonString(JsonText.Readable) + "\n";
    }

    /// <summary>A number as a trace writes it.</summary>
    internal static JsonNode Number(double value) => double.IsFinite(value) ? JsonValue.Create(value)
        : JsonValue.Create(double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");

    /// <summary>The evidence of a finding.</summary>
    internal static JsonArray Evidence(Finding finding) => new([.. finding.Evidence.Select(evidence =>
    {
        JsonObject node = new() { ["quantity"] = evidence.Quantity, ["value"] = Number(evidence.Value) };
        if (evidence.Threshold is { } threshold)
            node["threshold"] = Number(threshold);
        node["healthy"] = evidence.Healthy;
        return node;
    })]);

    private static JsonObject Node(Finding finding, TraceHeader header)
    {
        JsonObject node = new()
        {
            ["code"] = finding.Diagnostic.Code,
            ["name"] = finding.Diagnostic.Name,
            ["title"] = finding.Diagnostic.Title,
            ["severity"] = Word(finding.Severity),
            ["state"] = finding.State.ToString().ToLowerInvariant(),
            ["strength"] = finding.Strength.ToString().ToLowerInvariant(),
            ["message"] = finding.Message,
            ["step"] = finding.Step,
            ["layers"] = new JsonArray([.. finding.Layers.Select(layer =>
                new JsonObject { ["number"] = layer + 1, ["path"] = header.Layers[layer].Path, ["kind"] = header.Layers[layer].Kind })]),
            ["evidence"] = Evidence(finding),
        };
        if (finding.Odds is { } odds)
            node["odds"] = new JsonObject { ["suffered"] = odds.Suffered, ["said"] = odds.Said };
        if (finding.Because is { } cause)
            node["because"] = cause.Code;
        if (finding.IsEither)
            node["either"] = true;
        node["meaning"] = finding.Diagnostic.Meaning;
        node["remedies"] = new JsonArray([.. finding.Remedies.Select(remedy => JsonValue.Create(remedy))]);
        node["faults"] = new JsonArray([.. finding.Diagnostic.Faults.Select(fault => JsonValue.Create(fault))]);
        return node;
    }

    private static JsonObject Withdrawn(Finding finding) => new()
    {
        ["code"] = finding.Diagnostic.Code,
        ["name"] = finding.Diagnostic.Name,
        ["severity"] = Word(finding.Severity),
        ["message"] = finding.Message,
        ["step"] = finding.Step,
        ["withdrawnAt"] = finding.Withdrawal?.Step,
        ["reason"] = finding.Withdrawal?.Reason,
    };

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
