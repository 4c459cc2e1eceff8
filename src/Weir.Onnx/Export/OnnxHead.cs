namespace Weir.Onnx;

/// <summary>What is made of the network's outputs besides the outputs themselves.</summary>
public enum OnnxHead
{
    /// <summary>Nothing: one output, <c>output</c>.</summary>
    None,

    /// <summary>Probabilities of classes of which one is right: outputs <c>logits</c> and <c>probabilities</c>.</summary>
    Softmax,

    /// <summary>Probabilities each by itself: outputs <c>logits</c> and <c>probabilities</c>.</summary>
    Sigmoid,
}
