using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// The identity times the gain, as the weights from state to state of a recurrent layer of rectifiers (Le, Jaitly and Hinton, 2015): what
/// is there is kept. A matrix that is not square has ones from its first entry on, and zeros.
/// </summary>
/// <param name="Gain">The entries of the diagonal. Default 1.</param>
public sealed record Identity(double Gain = 1) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        int columns = shape.Rank == 0 ? 1 : shape[^1], rows = columns == 0 ? 0 : shape.Size / columns;
        float gain = (float)Checked(Gain, nameof(Gain));
        values.Clear();
        for (int i = 0; i < Math.Min(rows, columns); i++)
            values[(i * columns) + i] = gain;
    }
}
