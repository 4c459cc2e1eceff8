using System.Text.Json.Serialization;
using Weir.Diagnosis;
using Weir.Flow;

namespace Weir.Zoo;

/// <summary>A finding, as a results file holds it.</summary>
/// <param name="Code">The diagnostic's code.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Faults">The zoo's names of the faults that the code stands for.</param>
/// <param name="Layers">The layers that it is about.</param>
/// <param name="Step">The step after which it was sure; 0 before the first.</param>
internal sealed record FindingRecord(string Code, string Severity, IReadOnlyList<string> Faults, IReadOnlyList<string> Layers, long Step)
{
    /// <summary>What it says, in words; which results do not keep.</summary>
    [JsonIgnore]
    public string Message { get; init; } = "";

    /// <summary>Whether it is an error.</summary>
    [JsonIgnore]
    public bool IsError => Severity == "error";

    /// <summary>Whether it is an error or a warning.</summary>
    [JsonIgnore]
    public bool IsRaised => IsError || Severity == "warning";

    /// <summary>Findings as records, in the same order.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="header">The layers that they name by number.</param>
    public static IReadOnlyList<FindingRecord> Of(IReadOnlyList<Finding> findings, TraceHeader header) =>
    [
        .. findings.Select(finding => new FindingRecord(
            finding.Diagnostic.Code,
            Name(finding.Severity),
            finding.Diagnostic.Faults,
            [.. finding.Layers.Select(layer => header.Layers[layer].Path)],
            finding.Step)
        {
            Message = finding.Message,
        }),
    ];

    private static string Name(Diagnosis.Severity severity) => severity switch
    {
        Diagnosis.Severity.Error => "error",
        Diagnosis.Severity.Warning => "warning",
        Diagnosis.Severity.Information => "info",
        _ => "off",
    };
}
