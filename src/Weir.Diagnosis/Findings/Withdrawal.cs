namespace Weir.Diagnosis;

/// <summary>Why a finding no longer stands.</summary>
/// <param name="Step">The step at which it was withdrawn.</param>
/// <param name="Reason">What the run has shown since, in a sentence.</param>
public sealed record Withdrawal(long Step, string Reason);
