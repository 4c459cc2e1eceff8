using Weir.Tensors;

namespace Weir.Nn;

/// <summary>What layers over the last axis expect.</summary>
internal static class LastAxis
{
    public static Tensor Check(Module layer, Tensor x, int length) => x.Shape.Rank > 0 && x.Shape[^1] == length
        ? x
        : throw new LayerShapeException(layer, $"a signal of shape {x.Shape} came in; its last axis must have {length} entries");
}
