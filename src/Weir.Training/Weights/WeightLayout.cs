namespace Weir.Training;

/// <summary>How the numbers of a file of weights are laid out.</summary>
public enum WeightLayout
{
    /// <summary>
    /// As channels-first programs have it (PyTorch): matrices are (outputs, inputs), kernels (outputs, inputs, height, width), and what is
    /// flattened comes channel by channel. They are transposed to (inputs, outputs), (height, width, inputs, outputs) and pixel by pixel
    /// when they are read. Rows of embeddings and positions stay as they are.
    /// </summary>
    ChannelsFirst,

    /// <summary>As Weir has it: nothing is transposed.</summary>
    ChannelsLast,
}
