using System.Text.Json.Serialization;

namespace Weir.Zoo;

/// <summary>A finding, as a results file holds it.</summary>
/// <param name="Code">The diagnostic's code.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Faults">The zoo's names of the faults that the code stands for.</param>
/// <param name="Layers">The layers that it is about.</param>
/// <param name="Step">The step after which it was sure; 0 before the first.</param>
internal sealed record FindingRecord(string Code, string Severity, IReadOnlyList<string> Faults, IReadOnlyList<string> Layers, long Step)
{
    /// <summary>Whether it is an error.</summary>
    [JsonIgnore]
    public bool IsError => Severity == "error";

    /// <summary>Whether it is an error or a warning.</summary>
    [JsonIgnore]
    public bool IsRaised => IsError || Severity == "warning";
}
