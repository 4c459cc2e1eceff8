using Weir.Tensors;

namespace Weir.Nn;

/// <summary>How many numbers feed a unit and how many units a number feeds.</summary>
/// <param name="In">Inputs of a unit.</param>
/// <param name="Out">Units that an input feeds.</param>
public readonly record struct Fans(int In, int Out)
{
    /// <summary>
    /// The fans of a weight: axes before the last two are a kernel's extent. A vector counts as a matrix of one row.
    /// </summary>
    /// <param name="shape">(in, out), (height, width, in, out) or (n).</param>
    public static Fans Of(Shape shape)
    {
        if (shape.Rank < 2)
            return new Fans(Math.Max(1, shape.Size), 1);
        int extent = Math.Max(1, shape.SizeBefore(shape.Rank - 2));
        return new Fans(Math.Max(1, extent * shape[^2]), Math.Max(1, extent * shape[^1]));
    }
}
