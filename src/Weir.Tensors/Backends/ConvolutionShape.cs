namespace Weir.Tensors.Backends;

/// <summary>
/// The sizes of a convolution of images (samples, height, width, channels) with a kernel (height, width, channels / groups, output
/// channels).
/// </summary>
internal readonly record struct ConvolutionShape(
    int Samples, Extent Image, int Channels, Extent Kernel, Extent Output, int OutputChannels, Extent Stride, Extent Padding,
        Extent Dilation, int Groups)
{
    /// <summary>Input channels of a group.</summary>
    public int GroupChannels => Channels / Groups;

    /// <summary>Output channels of a group.</summary>
    public int GroupOutputs => OutputChannels / Groups;

    /// <summary>Pixels that come in.</summary>
    public int Pixels => Samples * Image.Height * Image.Width;

    /// <summary>Pixels that go out.</summary>
    public int OutputPixels => Samples * Output.Height * Output.Width;

    /// <summary>Multiply-adds of the whole.</summary>
    public long Work => (long)OutputPixels * OutputChannels * Kernel.Height * Kernel.Width * GroupChannels;

    /// <summary>Whether it is a matrix product of pixels with the kernel.</summary>
    public bool IsPointwise => Kernel == 1 && Stride == 1 && Padding == 0 && Groups == 1;

    /// <summary>Whether each channel has a kernel of its own and nothing else.</summary>
    public bool IsDepthwise => Groups == Channels && OutputChannels == Channels;
}
