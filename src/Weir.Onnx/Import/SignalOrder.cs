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

    /// <summary>A sequence whose places come before the samples.</summary>
    PlacesFirst,

    /// <summary>States of all places as a recurrent layer puts them out there: (places, 1, samples, units).</summary>
    StatesOfPlaces,

    /// <summary>The last state as a recurrent layer puts it out there: (1, samples, units).</summary>
    LastState,
}
