using System.Numerics.Tensors;
using Weir.Tensors;

namespace Weir.Nn;

/// <summary>
/// A random matrix with orthonormal rows or columns, whichever are fewer, times the gain (Saxe, McClelland and Ganguli, 2014).
/// </summary>
/// <param name="Gain">A factor on the size, as for the activation that follows. Default 1.</param>
public sealed record Orthogonal(double Gain = 1) : Initializer
{
    /// <inheritdoc/>
    public override bool IsByWidth => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, RandomStream random)
    {
        // The longer side spans the space; the shorter side counts the vectors in it.
        int columns = shape.Rank == 0 ? 1 : shape[^1], rows = columns == 0 ? 0 : shape.Size / columns;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[][] basis = new double[count][];
        for (int i = 0; i < count; i++)
            basis[i] = NextVector(basis.AsSpan(0, i), length, random);

        double gain = Checked(Gain, nameof(Gain));
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                values[(row * columns) + column] = (float)(gain * (rows < columns ? basis[row][column] : basis[column][row]));
        }
    }

    /// <summary>A random direction at right angles to all before it (Gram and Schmidt, twice for accuracy).</summary>
    private static double[] NextVector(ReadOnlySpan<double[]> before, int length, RandomStream random)
    {
        double[] vector = new double[length];
        for (int i = 0; i < length; i++)
            vector[i] = random.NextNormal();
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] other in before)
            {
                double along = TensorPrimitives.Dot<double>(vector, other);
                TensorPrimitives.MultiplyAdd(other, -along, vector, vector);
            }
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<double>(vector), vector);
        return vector;
    }
}
