using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A signal of a file's graph.</summary>
/// <param name="Step">What makes it; 0 for the input.</param>
/// <param name="Shape">The shape of one sample in Weir.</param>
/// <param name="Order">How the file has it.</param>
/// <param name="Image">Of a row that was an image, its (height, width, channels).</param>
/// <param name="IsSole">Whether only one node takes it.</param>
internal sealed record ImportedSignal(int Step, Shape Shape, SignalOrder Order = SignalOrder.Same, Shape? Image = null, bool IsSole = false)
{
    /// <summary>The shape with the samples' axis as the file has it; −1 for the samples.</summary>
    public long[] LengthsInFile() => Order switch
    {
        SignalOrder.ChannelsFirst => [-1, Shape[2], Shape[0], Shape[1]],
        SignalOrder.Pixel => [-1, Shape[0], 1, 1],
        SignalOrder.PlacesFirst => [Shape[0], -1, Shape[1]],
        SignalOrder.StatesOfPlaces => [Shape[0], 1, -1, Shape[1]],
        SignalOrder.LastState => [1, -1, Shape[0]],
        _ => [-1, .. Shape.ToArray().Select(length => (long)length)],
    };

    /// <summary>Brings numbers for each entry of a row into Weir's order.</summary>
    /// <param name="values">The rows, one behind the other.</param>
    /// <param name="columns">Numbers of a row.</param>
    public float[] RowsInOrder(float[] values, int columns) => Order == SignalOrder.RowOfChannels && Image is { } image
        ? AxisOrder.Exchanged(values, image[2], image[0] * image[1], columns) : values;
}
