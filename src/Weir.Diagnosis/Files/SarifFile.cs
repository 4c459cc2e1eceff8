using System.Reflection;
using System.Text.Json.Nodes;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// Findings in the form of the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS, 2020), which code hosts and editors show.
/// </summary>
public static class SarifFile
{
    /// <summary>Findings as SARIF text: one run, with the rules that have found something.</summary>
    /// <param name="subject">What they are of.</param>
    /// <param name="findings">The findings, ranked.</param>
    public static string Text(FindingsSubject subject, IReadOnlyList<Finding> findings)
    {
        Diagnostic[] rules = [.. findings.Select(finding => finding.Diagnostic).DistinctBy(diagnostic => diagnostic.Code)];
        JsonObject driver = new()
        {
            ["name"] = "weir",
            ["version"] = typeof(SarifFile)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
            ["rules"] = new JsonArray([.. rules.Select(Rule)]),
        };
        JsonObject document = new()
        {
            ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = driver },
                ["results"] = new JsonArray([.. findings
                    .Select(finding => Result(subject, finding, Array.FindIndex(rules, rule => rule.Code == finding.Diagnostic.Code)))]),
            }),
        };
        return document.ToJsonString(JsonText.Readable) + "\n";
    }

    private static JsonObject Rule(Diagnostic diagnostic)
    {
        JsonObject help = new() { ["text"] = $"{diagnostic.Meaning} What to do: {string.Join("; ", diagnostic.Remedies)}." };
        if (DiagnosticPage.Of(diagnostic) is { } page)
            help["markdown"] = page;
        return new JsonObject
        {
            ["id"] = diagnostic.Code,
            ["name"] = string.Concat(diagnostic.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
            ["shortDescription"] = new JsonObject { ["text"] = diagnostic.Title },
            ["fullDescription"] = new JsonObject { ["text"] = diagnostic.Meaning },
            ["help"] = help,
        };
    }

    private static JsonObject Result(FindingsSubject subject, Finding finding, int rule)
    {
        JsonObject location = [];
        if (subject.File is { } file)
        {
            location["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = Uri(file) },
                ["region"] = new JsonObject { ["startLine"] = 1 },
            };
        }

        if (finding.Layers.Count > 0)
        {
            location["logicalLocations"] = new JsonArray([.. finding.Layers.Select(layer => new JsonObject
            {
                ["name"] = $"layer {layer + 1}",
                ["fullyQualifiedName"] = subject.Header.Layers[layer].Path,
                ["kind"] = "member",
            })]);
        }

        JsonObject result = new()
        {
            ["ruleId"] = finding.Diagnostic.Code,
            ["ruleIndex"] = rule,
            ["level"] = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" },
            ["message"] = new JsonObject { ["text"] = Sentence(finding) },
        };
        if (location.Count > 0)
            result["locations"] = new JsonArray(location);
        JsonObject properties = new() { ["step"] = finding.Step, ["evidence"] = FindingsFile.Evidence(finding) };
        if (finding.Because is { } cause)
            properties["because"] = cause.Code;
        result["properties"] = properties;
        return result;
    }

    private static string Sentence(Finding finding) =>
        $"{Capital(finding.Diagnostic.Title)}: {finding.Message}{(finding.Because is { } cause ? $", because {cause.Title}" : "")}.";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    // A relative path is a relative URI with forward slashes; an absolute one needs its scheme.
    private static string Uri(string file) => Path.IsPathRooted(file) ? new Uri(Path.GetFullPath(file)).AbsoluteUri
        : System.Uri.EscapeDataString(file.Replace('\\', '/')).Replace("%2F", "/", StringComparison.Ordinal);
}
