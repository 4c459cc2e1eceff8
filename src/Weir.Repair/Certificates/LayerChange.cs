namespace Weir.Repair;

/// <summary>The gradient through a layer at the start and at the end of a run, <c>delta.rms</c>.</summary>
/// <param name="Kind">Kind of layer, as in <c>linear+sigmoid</c>.</param>
/// <param name="Start">At the first step.</param>
/// <param name="End">At the end.</param>
public sealed record LayerChange(string Kind, double Start, double End);
