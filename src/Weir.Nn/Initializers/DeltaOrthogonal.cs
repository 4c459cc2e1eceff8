using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A convolution that begins as an orthogonal map of channels: zeros but for the kernel's middle, which is a random orthogonal matrix times
/// the gain (Xiao et al., 2018). Signal and gradient keep their norm through any number of such layers. A matrix is plainly orthogonal.
/// </summary>
/// <param name="Gain">A factor on the size, as for the activation that follows. Default 1.</param>
public sealed record DeltaOrthogonal(double Gain = 1) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        if (shape.Rank < 3)
        {
            new Orthogonal(Gain).Fill(values, shape, random);
            return;
        }

        values.Clear();
        int matrix = shape[^2] * shape[^1], middle = 0;
        for (int axis = 0; axis < shape.Rank - 2; axis++)
            middle = (middle * shape[axis]) + (shape[axis] / 2);
        new Orthogonal(Gain).Fill(values.Slice(middle * matrix, matrix), new Shape(shape[^2], shape[^1]), random);
    }
}
