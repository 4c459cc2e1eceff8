using Weir.Tensors;

namespace Weir.Nn;

/// <summary>Memory, or room on the tape, that a layer found none of.</summary>
#pragma warning disable CA1032 // Only layers make it.
internal sealed class LayerAllocationException : AllocationException, ILayerError
#pragma warning restore CA1032
{
    /// <summary>Gives an error its layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="when">What the layer was at.</param>
    /// <param name="error">The error.</param>
    public LayerAllocationException(Module layer, string when, AllocationException error)
        : base($"{when}: {error.Wanted}", error) => (Layer, Bytes, Remedy) = (new LayerPlace(layer), error.Bytes, error.Remedy);

    public LayerPlace Layer { get; }

    public override string Place => Layer.Title;
}
