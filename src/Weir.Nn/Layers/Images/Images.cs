using Weir.Tensors;

namespace Weir.Nn;

/// <summary>What layers of images expect.</summary>
internal static class Images
{
    public static Tensor Check(Module layer, Tensor x) => x.Shape.Rank == 4
        ? x
        : throw new LayerShapeException(layer,
            $"a signal of shape {x.Shape} came in; images (samples, height, width, channels) are expected");
}
