namespace Weir.Diagnosis;

/// <summary>How a run ended.</summary>
/// <param name="NonFinite">Whether the loss was no longer a finite number.</param>
/// <param name="Steps">Steps made.</param>
public sealed record EndFacts(bool NonFinite, long Steps);
