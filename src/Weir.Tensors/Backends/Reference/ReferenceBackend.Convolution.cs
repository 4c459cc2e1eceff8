namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Convolve(in ConvolutionShape s, Storage x, Storage w, Storage y, Storage? bias, UnaryOperation? activation,
        float parameter)
    {
        double[] sums = new double[s.OutputPixels * s.OutputChannels];
        Span<float> from = x.Span(s.Pixels * s.Channels), kernel = w.Span(KernelSize(s));
        foreach ((int input, int weight, int output) in Products(s))
            sums[output] += (double)from[input] * kernel[weight];
        for (int i = 0; i < sums.Length; i++)
        {
            double value = sums[i] + (bias is null ? 0 : bias.Span(s.OutputChannels)[i % s.OutputChannels]);
            Put(y.Span(sums.Length), i, activation?.Value(value, parameter) ?? value, accumulate: false);
        }
    }

    internal override void ConvolveInputGradient(in ConvolutionShape s, Storage delta, Storage w, Storage dx, bool accumulate)
    {
        double[] sums = new double[s.Pixels * s.Channels];
        Span<float> from = delta.Span(s.OutputPixels * s.OutputChannels), kernel = w.Span(KernelSize(s));
        foreach ((int input, int weight, int output) in Products(s))
            sums[input] += (double)from[output] * kernel[weight];
        for (int i = 0; i < sums.Length; i++)
            Put(dx.Span(sums.Length), i, sums[i], accumulate);
    }

    internal override void ConvolveWeightGradient(in ConvolutionShape s, Storage x, Storage delta, Storage dw, bool accumulate)
    {
        double[] sums = new double[KernelSize(s)];
        Span<float> from = x.Span(s.Pixels * s.Channels), incoming = delta.Span(s.OutputPixels * s.OutputChannels);
        foreach ((int input, int weight, int output) in Products(s))
            sums[weight] += (double)from[input] * incoming[output];
        for (int i = 0; i < sums.Length; i++)
            Put(dw.Span(sums.Length), i, sums[i], accumulate);
    }

    private static int KernelSize(in ConvolutionShape s) => s.Kernel.Height * s.Kernel.Width * s.GroupChannels * s.OutputChannels;

    /// <summary>
    /// Every product of an input entry with a weight, and the output entry that it goes into: the definition of a convolution.
    /// </summary>
    private static IEnumerable<(int Input, int Weight, int Output)> Products(ConvolutionShape s)
    {
        for (int pixel = 0; pixel < s.OutputPixels; pixel++)
        {
            int column = pixel % s.Output.Width, row = pixel / s.Output.Width % s.Output.Height,
                sample = pixel / s.Output.Width / s.Output.Height;
            for (int tap = 0; tap < s.Kernel.Height * s.Kernel.Width; tap++)
            {
                int i = (row * s.Stride.Height) - s.Padding.Height + (tap / s.Kernel.Width * s.Dilation.Height);
                int j = (column * s.Stride.Width) - s.Padding.Width + (tap % s.Kernel.Width * s.Dilation.Width);
                if (i < 0 || i >= s.Image.Height || j < 0 || j >= s.Image.Width)
                    continue;
                int place = ((sample * s.Image.Height) + i) * s.Image.Width + j;
                for (int o = 0; o < s.OutputChannels; o++)
                {
                    int group = o / s.GroupOutputs;
                    for (int c = 0; c < s.GroupChannels; c++)
                        yield return ((place * s.Channels) + (group * s.GroupChannels) + c,
                            (((tap * s.GroupChannels) + c) * s.OutputChannels) + o, (pixel * s.OutputChannels) + o);
                }
            }
        }
    }
}
