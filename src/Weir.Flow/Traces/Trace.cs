namespace Weir.Flow;

/// <summary>A run's flow: what it is about, and the samples in the order of steps. Rules read this and nothing else.</summary>
/// <param name="Header">Layers and parameters.</param>
/// <param name="Samples">The sampled steps.</param>
public sealed record Trace(TraceHeader Header, IReadOnlyList<FlowSample> Samples);
