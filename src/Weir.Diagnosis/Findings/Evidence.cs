namespace Weir.Diagnosis;

/// <summary>A number that a finding rests on.</summary>
/// <param name="Quantity">What was measured, in the vocabulary of the trace, as in <c>delta.rms</c>, or in plain words.</param>
/// <param name="Value">What it was.</param>
/// <param name="Threshold">The limit that it is beyond; null where none applies.</param>
/// <param name="Healthy">What a healthy network shows, as in <c>below 0.1</c>.</param>
public sealed record Evidence(string Quantity, double Value, double? Threshold, string Healthy);
