namespace Weir.Nn;

/// <summary>
/// Brings numbers from the order of axes that channels-first programs have into that of Weir, and back: both ways are the same
/// transpositions, with the lengths in the order in which they stand.
/// </summary>
internal static class AxisOrder
{
    /// <summary>
    /// Exchanges two axes, (a, b, block) to (b, a, block): matrices, and rows of a flattened image from (channels, pixels) to (pixels,
    /// channels).
    /// </summary>
    /// <param name="values">The numbers.</param>
    /// <param name="a">The length of the first axis.</param>
    /// <param name="b">That of the second.</param>
    /// <param name="block">Numbers that stay together. Default 1.</param>
    public static float[] Exchanged(ReadOnlySpan<float> values, int a, int b, int block = 1)
    {
        float[] transposed = new float[values.Length];
        for (int i = 0; i < a; i++)
        {
            for (int j = 0; j < b; j++)
            {
                int from = ((i * b) + j) * block, to = ((j * a) + i) * block;
                if (block == 1)
                    transposed[to] = values[from];
                else
                    values.Slice(from, block).CopyTo(transposed.AsSpan(to));
            }
        }

        return transposed;
    }

    /// <summary>
    /// Reverses three axes, (a, b, c) to (c, b, a): kernels from (outputs, inputs, pixels) to (pixels, inputs, outputs).
    /// </summary>
    /// <param name="values">The numbers.</param>
    /// <param name="a">The length of the first axis.</param>
    /// <param name="b">That of the second.</param>
    /// <param name="c">That of the third.</param>
    public static float[] Reversed(ReadOnlySpan<float> values, int a, int b, int c)
    {
        float[] transposed = new float[values.Length];
        int to = 0;
        for (int k = 0; k < c; k++)
        {
            for (int j = 0; j < b; j++)
            {
                for (int i = 0; i < a; i++)
                    transposed[to++] = values[(((i * b) + j) * c) + k];
            }
        }

        return transposed;
    }
}
