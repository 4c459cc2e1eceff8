namespace Weir.Training;

/// <summary>A step of a rate test.</summary>
/// <param name="Rate">The rate of the step.</param>
/// <param name="Loss">The loss of its batch, before the step.</param>
/// <param name="Smoothed">The loss smoothed over the steps so far.</param>
public readonly record struct RatePoint(double Rate, double Loss, double Smoothed);

/// <summary>What a rate test found.</summary>
public sealed record RateRangeResult
{
    /// <summary>The steps that were made.</summary>
    public required IReadOnlyList<RatePoint> Points { get; init; }

    /// <summary>The suggested rate; null where the loss never fell.</summary>
    public double? Suggested { get; init; }

    /// <summary>
    /// The rates around the suggested one that do about as well: the loss falls at least half as fast as where it falls fastest, and the
    /// rate stays as far below trouble as the suggested one must; null where none is suggested.
    /// </summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>The rate at which the smoothed loss fell fastest; null where it never did.</summary>
    public double? Steepest { get; init; }

    /// <summary>The rate at which the smoothed loss was least.</summary>
    public double? Least { get; init; }

    /// <summary>The rate from which the loss rose without end; null where the last rate was reached.</summary>
    public double? Diverged { get; init; }

    /// <summary>Why this rate is suggested, or none.</summary>
    public required string Reason { get; init; }
}
