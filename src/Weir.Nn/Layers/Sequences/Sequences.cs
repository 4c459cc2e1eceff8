using Weir.Tensors;

namespace Weir.Nn;

/// <summary>What layers of sequences share.</summary>
internal static class Sequences
{
    /// <summary>Checks for (samples, length, features).</summary>
    public static Tensor Check(Module layer, Tensor x, int features) => x.Shape.Rank == 3 && x.Shape[2] == features
        ? x
        : throw new LayerShapeException(layer,
            $"a signal of shape {x.Shape} came in; sequences (samples, length, {features}) are expected");

    /// <summary>Adds the rows of the places that there are.</summary>
    public static Tensor AddPlaces(Module layer, Tensor x, Tensor places)
    {
        Check(layer, x, places.Shape[1]);
        int length = x.Shape[1];
        if (length > places.Shape[0])
            throw new LayerShapeException(layer, $"a sequence of {length} places came in; there are rows for {places.Shape[0]}");
        if (length == places.Shape[0])
            return x.Add(places);
        // The rows go on the tape by a product with 1, so that a part of them can be taken.
        return x.Add(places.Multiply(Tapes.Of(layer.Kind, x.Node).Full(Shape.Scalar, 1)).Slice(0, 0, length));
    }
}
