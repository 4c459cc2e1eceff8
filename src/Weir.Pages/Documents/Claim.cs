using Weir.Diagnosis;

namespace Weir.Pages;

/// <summary>A sentence about a run, with what it rests on.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Step">The step that its numbers are of; null where it is about no step, as what a diagnostic means in general.</param>
/// <param name="Layers">The layers that it is about, as numbers in the trace's list; empty where it is about none.</param>
internal sealed record Claim(string Text, long? Step, params IReadOnlyList<int> Layers)
{
    /// <summary>A sentence that says what a finding says.</summary>
    public static Claim Of(Finding finding, string text) => new(text, finding.Step, finding.Layers);
}
