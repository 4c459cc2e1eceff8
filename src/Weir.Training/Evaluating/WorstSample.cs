namespace Weir.Training;

/// <summary>A sample that a network does badly on.</summary>
/// <param name="Sample">Its number in the set, from 1.</param>
/// <param name="Target">The class, the labels that hold, or the value.</param>
/// <param name="Prediction">What the network says instead.</param>
/// <param name="Error">
/// −ln of the probability of the right class (its distance to the greatest score, without probabilities); the distance of a value, of
/// several the root of their mean squared distances, each by its deviation; of labels the mean over them of −ln of the probability of the
/// right side (of a score, how far it is on the wrong side); where each pixel has a class, the share of the image's pixels that are wrong,
/// with the class that is missed at most of them and what is said there most often.
/// </param>
public sealed record WorstSample(long Sample, string Target, string Prediction, double Error)
{
    /// <summary>The place of the target in the sample, from 1; null where a sample has one target, or pixels.</summary>
    public int? Position { get; init; }

    /// <summary>
    /// Where it comes from, as in <c>churn.csv, line 12</c>: of rows of a sequence that have a target each, the row. Null where it comes
    /// from no file.
    /// </summary>
    public string? Place { get; init; }

    /// <summary>The probability that the network gives to what it says; null without probabilities.</summary>
    public double? Probability { get; init; }
}
