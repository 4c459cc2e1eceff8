namespace Weir.Onnx;

/// <summary>How the axes of images stand in a graph.</summary>
public enum OnnxLayout
{
    /// <summary>(samples, height, width, channels), as Weir has them. Signals that are no images are always so.</summary>
    ChannelsLast,

    /// <summary>(samples, channels, height, width), as ONNX's convolutions want them.</summary>
    ChannelsFirst,
}
