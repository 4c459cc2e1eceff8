namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void MaxPool(in PoolingShape s, Storage x, Storage y)
    {
        for (int output = 0; output < s.OutputPixels * s.Channels; output++)
        {
            float max = float.NegativeInfinity;
            foreach (int at in Seen(s, output))
                max = Math.Max(max, x.Span(at + 1)[at]);
            y.Span(output + 1)[output] = max;
        }
    }

    internal override void MaxPoolBackward(in PoolingShape s, Storage x, Storage y, Storage gradient, Storage dx, bool accumulate)
    {
        if (!accumulate)
            dx.Span(s.Pixels * s.Channels).Clear();
        for (int output = 0; output < s.OutputPixels * s.Channels; output++)
        {
            foreach (int at in Seen(s, output))
            {
                if (x.Span(at + 1)[at] != y.Span(output + 1)[output])
                    continue;
                dx.Span(at + 1)[at] += gradient.Span(output + 1)[output];
                break;
            }
        }
    }

    internal override void AveragePool(in PoolingShape s, Storage x, Storage y)
    {
        for (int output = 0; output < s.OutputPixels * s.Channels; output++)
        {
            double sum = 0;
            foreach (int at in Seen(s, output))
                sum += x.Span(at + 1)[at];
            y.Span(output + 1)[output] = (float)(sum / Divisor(s, output));
        }
    }

    internal override void AveragePoolBackward(in PoolingShape s, Storage gradient, Storage dx, bool accumulate)
    {
        if (!accumulate)
            dx.Span(s.Pixels * s.Channels).Clear();
        for (int output = 0; output < s.OutputPixels * s.Channels; output++)
        {
            foreach (int at in Seen(s, output))
                dx.Span(at + 1)[at] += (float)(gradient.Span(output + 1)[output] / Divisor(s, output));
        }
    }

    private static double Divisor(in PoolingShape s, int output)
    {
        int pixel = output / s.Channels;
        return (double)s.Rows(pixel / s.Output.Width % s.Output.Height).Count * s.Columns(pixel % s.Output.Width).Count;
    }

    /// <summary>The entries that an entry of the output sees, by rows.</summary>
    private static IEnumerable<int> Seen(PoolingShape s, int output)
    {
        int channel = output % s.Channels, pixel = output / s.Channels, sample = pixel / s.Output.Width / s.Output.Height;
        (int top, int bottom, _) = s.Rows(pixel / s.Output.Width % s.Output.Height);
        (int left, int right, _) = s.Columns(pixel % s.Output.Width);
        for (int i = top; i < bottom; i++)
        {
            for (int j = left; j < right; j++)
                yield return ((((sample * s.Image.Height) + i) * s.Image.Width) + j) * s.Channels + channel;
        }
    }
}
