using Weir.Flow;
using Weir.Nn;

namespace Weir.Training;

/// <summary>The one place where the step loop meets the measuring of the flow.</summary>
internal sealed class FlowMeter
{
    private readonly IReadOnlyDictionary<string, SavedTensor>? _state = new Dictionary<string, SavedTensor>();
    private bool _sampling;

    /// <summary>What the samples will be about.</summary>
    public static TraceHeader HeaderOf(Module model, Summary summary, int batch)
    {
        Module[] layers = [.. model.Layers()];
        return new TraceHeader(
            [.. layers.Zip(summary.Layers, (layer, found) => new TraceLayer(layer.Path, layer.Kind, found.Output.Rank == 0 ? 1 : found.Output[^1], layer.OwnParameters.Any(parameter => parameter.Kind == ParameterKind.Weight)))],
            [.. layers.SelectMany((layer, number) => layer.OwnParameters.Select(parameter => new TraceParameter(parameter.Name, parameter.Kind.ToString().ToLowerInvariant(), parameter.Shape.ToArray(), number)))],
            batch);
    }

    public bool Begin(long step) => _sampling;

    public void BeforeUpdate() => _sampling = false;

    public void End(double loss) => _sampling = false;

    public IReadOnlyDictionary<string, SavedTensor>? State() => _state;
}
