using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>Rows and columns of zeros around an image, (height, width, channels), as many on each side as wanted.</summary>
/// <param name="top">Rows above it.</param>
/// <param name="left">Columns before it.</param>
/// <param name="bottom">Rows below it.</param>
/// <param name="right">Columns behind it.</param>
internal sealed class ZeroPadding(int top, int left, int bottom, int right) : Module
{
    public (int Top, int Left, int Bottom, int Right) Sides => (top, left, bottom, right);

    public override string Kind => "pad";

    public override LayerTraits Traits => LayerTraits.Linear | LayerTraits.PassesGain;

    /// <summary>The shape of an image that goes out.</summary>
    public Shape Output(Shape image) => new(checked(image[0] + top + bottom), checked(image[1] + left + right), image[2]);

    protected override Tensor Forward(Tensor x) => Around(Around(x, 1, top, bottom), 2, left, right);

    private Tensor Around(Tensor x, int axis, int before, int behind)
    {
        if (before == 0 && behind == 0)
            return x;
        Tape tape = Tapes.Of(Kind, x.Node);
        Tensor first = tape.Full(x.Shape.With(axis, before), 0), last = tape.Full(x.Shape.With(axis, behind), 0);
        return behind == 0 ? Shaping.Concatenate(axis, first, x) : before == 0 ? Shaping.Concatenate(axis, x, last)
            : Shaping.Concatenate(axis, first, x, last);
    }
}
