namespace Weir.Onnx;

/// <summary>Brings kernels of convolutions from one order to the other.</summary>
internal static class Kernels
{
    /// <summary>From (height, width, inputs, outputs) to (outputs, inputs, height, width).</summary>
    public static float[] ChannelsFirst(ReadOnlySpan<float> values, int pixels, int inputs, int outputs)
    {
        float[] turned = new float[values.Length];
        int at = 0;
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                for (int pixel = 0; pixel < pixels; pixel++)
                    turned[at++] = values[(((pixel * inputs) + input) * outputs) + output];
            }
        }

        return turned;
    }

    /// <summary>From (outputs, inputs, height, width) to (height, width, inputs, outputs).</summary>
    public static float[] ChannelsLast(ReadOnlySpan<float> values, int pixels, int inputs, int outputs)
    {
        float[] turned = new float[values.Length];
        int at = 0;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int input = 0; input < inputs; input++)
            {
                for (int output = 0; output < outputs; output++)
                    turned[at++] = values[(((output * inputs) + input) * pixels) + pixel];
            }
        }

        return turned;
    }

    /// <summary>Rows in the order (channels, pixels) into the order (pixels, channels).</summary>
    public static float[] RowsOfPixels(ReadOnlySpan<float> values, int pixels, int channels, int columns)
    {
        float[] turned = new float[values.Length];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
                values.Slice(((channel * pixels) + pixel) * columns, columns)
                    .CopyTo(turned.AsSpan(((pixel * channels) + channel) * columns));
        }

        return turned;
    }

    /// <summary>(rows, columns) turned to (columns, rows).</summary>
    public static float[] Transposed(ReadOnlySpan<float> values, int rows, int columns)
    {
        float[] turned = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                turned[(column * rows) + row] = values[(row * columns) + column];
        }

        return turned;
    }
}
