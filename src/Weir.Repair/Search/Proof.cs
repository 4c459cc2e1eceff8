using Weir.Studies;

namespace Weir.Repair;

/// <summary>
/// The claim that a changed recipe is better, on seeds that nothing was chosen by: pairs of runs with the same seed, data order and
/// budget, judged on samples that neither has learnt from, unless a table of a few rows is all there is.
/// </summary>
public sealed record Proof
{
    /// <summary>The fresh seeds.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>
    /// How far both of each pair went: the samples that the changed recipe has learnt from, over those of a training of the recipe as it
    /// was, whose own training may be over before.
    /// </summary>
    public required double Share { get; init; }

    /// <summary>The score of the recipe as it was, for each seed.</summary>
    public required IReadOnlyList<double> Before { get; init; }

    /// <summary>The score of the changed recipe, for each seed.</summary>
    public required IReadOnlyList<double> After { get; init; }

    /// <summary>The mean of the changed recipe's score, with its interval.</summary>
    public required ScoreInterval Mean { get; init; }

    /// <summary>The mean of the pairs' differences, with its interval.</summary>
    public required ScoreInterval Difference { get; init; }

    /// <summary>
    /// How much better the changed recipe is than the recipe as it was at its farthest, with its interval: who is only sooner there is not
    /// better.
    /// </summary>
    public required ScoreInterval Ahead { get; init; }

    /// <summary>
    /// The probability with which such an interval holds the mean: so high that the lower limits of all looks of the repair, at which
    /// something is claimed, hold together with 95 %.
    /// </summary>
    public required double Level { get; init; }

    /// <summary>Whether it is better than it was, and better than the trivial predictor, by more than chance.</summary>
    public required bool Stands { get; init; }

    /// <summary>Why it does not stand; null where it does.</summary>
    public string? Reason { get; init; }
}

/// <summary>A mean of scores with its interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">The lower limit.</param>
/// <param name="High">The upper limit.</param>
public sealed record ScoreInterval(double Mean, double Low, double High)
{
    /// <summary>The mean of values with its interval; from −∞ to ∞ for a single value.</summary>
    /// <param name="values">The values.</param>
    /// <param name="level">The probability that such intervals hold the mean.</param>
    /// <param name="shared">How far the error reaches that all of them have by being taken on the same samples.</param>
    /// <param name="count">How many values of the same deviation there are to be; null for as many as there are.</param>
    internal static ScoreInterval Of(IReadOnlyList<double> values, double level, double shared, int? count = null) =>
        StudentInterval.Of(values, level, shared, count) is { } interval
        ? new ScoreInterval(interval.Estimate, interval.Low, interval.High)
        : new ScoreInterval(values.Average(), double.NegativeInfinity, double.PositiveInfinity);
}
