using Weir.Tensors;

namespace Weir.Nn;

/// <summary>w = g·v/‖v‖ for each unit (the last axis), on the tape.</summary>
internal static class WeightNorm
{
    public static Tensor Of(Module layer, Tensor x, Parameter direction, Parameter length)
    {
        int units = direction.Shape[^1];
        Tensor v = direction.Value.Multiply(Tapes.Of(layer.Kind, x.Node).Full(Shape.Scalar, 1))
            .Reshape(new Shape(direction.Shape.Size / units, units));
        Tensor norm = v.Square().Sum(0).Sqrt();
        return v.Multiply(length.Value.Divide(norm)).Reshape(direction.Shape);
    }
}
