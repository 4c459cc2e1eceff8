using Weir.Tensors;

namespace Weir.Nn;

/// <summary>A signal that does not fit a layer.</summary>
#pragma warning disable CA1032 // Only layers make it.
internal sealed class LayerShapeException(Module layer, string what, string? kind = null) : ShapeException(what), ILayerError
#pragma warning restore CA1032
{
    public LayerPlace Layer { get; } = new(layer, kind);

    public override string Place => Layer.Title;
}
