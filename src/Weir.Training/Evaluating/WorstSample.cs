namespace Weir.Training;

/// <summary>A sample that a network does badly on.</summary>
/// <param name="Sample">Its number in the set, from 1.</param>
/// <param name="Target">The class, or the value.</param>
/// <param name="Prediction">What the network says instead.</param>
/// <param name="Error">
/// −ln of the probability of the right class (its distance to the greatest score, without probabilities); the distance of a value, of
/// several the root of their mean squared distances, each by its deviation.
/// </param>
public sealed record WorstSample(long Sample, string Target, string Prediction, double Error)
{
    /// <summary>The probability that the network gives to what it says; null without probabilities.</summary>
    public double? Probability { get; init; }
}
