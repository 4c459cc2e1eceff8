namespace Weir.Tensors;

/// <summary>
/// A weight's gradient that is known as a product of two matrices but not worked out: xᵀ·δ, with x the layer's input
/// (samples × in) and δ the gradient of its output (samples × out). The optimizer works it out part by part while it
/// moves the weight, so that the gradient, as large as the weight, never travels to memory and back.
/// </summary>
internal sealed class PendingProduct
{
    /// <summary>The tape whose memory both belong to.</summary>
    public required Tape Tape { get; init; }

    /// <summary>x, samples × in.</summary>
    public required Storage Left { get; set; }

    /// <summary>δ, samples × out.</summary>
    public required Storage Right { get; set; }

    public required int Samples { get; set; }

    /// <summary>The number of columns of x.</summary>
    public required int Inputs { get; set; }

    /// <summary>The number of columns of δ.</summary>
    public required int Outputs { get; set; }

    /// <summary>Who wants to see some of it when it is worked out; null if nobody does.</summary>
    public Watch<GradientBlocks>[]? Watches { get; set; }
}
