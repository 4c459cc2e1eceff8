namespace Weir.Flow;

/// <summary>How the entries of one layer's signal and gradient are distributed.</summary>
/// <param name="Activation">Of the output.</param>
/// <param name="Delta">Of ∂loss/∂output; null where none arrived.</param>
public sealed record LayerHistograms(Histogram Activation, Histogram? Delta);

/// <summary>How the entries of one parameter and of its gradient are distributed.</summary>
/// <param name="Weight">Of the parameter, before the step.</param>
/// <param name="Gradient">Of the entries of the gradient that the cosine is taken over; null where none arrived.</param>
public sealed record ParameterHistograms(Histogram Weight, Histogram? Gradient);

/// <summary>How the entries of signals, gradients and parameters are distributed at a sampled step.</summary>
/// <param name="Layers">One entry for each layer of the <see cref="TraceHeader"/>; null for one that the step passed by.</param>
/// <param name="Parameters">One entry for each parameter of the <see cref="TraceHeader"/>.</param>
public sealed record FlowHistograms(IReadOnlyList<LayerHistograms?> Layers, IReadOnlyList<ParameterHistograms> Parameters);
