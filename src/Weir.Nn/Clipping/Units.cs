using System.Numerics.Tensors;
using Weir.Tensors;

namespace Weir.Nn;

/// <summary>A parameter seen as one column for each unit, units being on the last axis.</summary>
internal static class Units
{
    /// <summary>The number of units that have entries of their own: 1 for a vector, which is taken as a whole.</summary>
    public static int Of(Shape shape) => shape.Rank < 2 ? 1 : shape[^1];

    /// <summary>The norm of each unit's entries, in float64.</summary>
    public static double[] Norms(ReadOnlySpan<float> values, int units)
    {
        double[] sums = Sums(values, units, square: true);
        TensorPrimitives.Sqrt(sums, sums);
        return sums;
    }

    /// <summary>The sum of each unit's entries, or of their squares, in float64.</summary>
    public static double[] Sums(ReadOnlySpan<float> values, int units, bool square)
    {
        double[] sums = new double[units], row = new double[units];
        for (int start = 0; start + units <= values.Length; start += units)
        {
            TensorPrimitives.ConvertChecked(values.Slice(start, units), row.AsSpan());
            if (square)
                TensorPrimitives.MultiplyAdd(row, row, sums, sums);
            else
                TensorPrimitives.Add(row, sums, sums);
        }

        return sums;
    }
}
