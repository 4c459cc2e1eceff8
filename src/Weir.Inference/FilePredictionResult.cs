using Weir.Training;

namespace Weir.Inference;

/// <summary>What became of the samples of files.</summary>
/// <param name="Samples">Samples that were predicted.</param>
/// <param name="BadSamples">Samples that could not be read and were left out.</param>
public sealed record FilePredictionResult(long Samples, long BadSamples)
{
    /// <summary>
    /// What is to be said of files that were predicted: columns of categories whose texts training has not. Default: nothing.
    /// </summary>
    public ValueList<string> Remarks { get; init; } = [];
}
