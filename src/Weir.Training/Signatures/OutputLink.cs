namespace Weir.Training;

/// <summary>The function that makes what is meant of what the network's last layer gives: it belongs to the loss.</summary>
public enum OutputLink
{
    /// <summary>None: outputs are what is meant, in the scale of the targets.</summary>
    Identity,

    /// <summary>Softmax: outputs become probabilities that sum to 1.</summary>
    Softmax,

    /// <summary>The logistic function: each output becomes a probability of its own.</summary>
    Sigmoid,
}
