namespace Weir.Onnx;

/// <summary>How a signal of a file stands to what Weir has in its place, whose images have their channels last.</summary>
internal enum SignalOrder
{
    /// <summary>The same axes in the same order.</summary>
    Same,

    /// <summary>An image with its channels first.</summary>
    ChannelsFirst,

    /// <summary>A row that was such an image: channel by channel there, and pixel by pixel here.</summary>
    RowOfChannels,

    /// <summary>A row here, and an image of one pixel there.</summary>
    Pixel,
}
