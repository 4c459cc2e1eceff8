namespace Weir.Nn;

/// <summary>
/// Rises in a straight line to the first rate of another schedule, and goes on with that (Goyal et al., 2017): large first steps of an
/// untrained network spoil it.
/// </summary>
/// <param name="next">What comes behind.</param>
/// <param name="steps">Steps of the rise: 0 or more. The first of them has 1/steps of the way behind it, the last reaches the rate.</param>
/// <param name="from">The share of the rate that it rises from: 0 or more. Default 0.</param>
public sealed class WarmUp(Schedule next, long steps, double from = 0) : Schedule(next.Rate)
{
    private readonly long _steps = steps >= 0 ? steps
        : throw new ArgumentOutOfRangeException(nameof(steps), steps, "the steps of a warm-up must be 0 or more");
    private readonly double _from = Factor(from, "first share of the rate");

    /// <inheritdoc/>
    public override AdaptiveSchedule? Adaptive => Next.Adaptive;

    /// <inheritdoc/>
    public override double RateAt(long step) => step >= _steps
        ? Next.RateAt(step - _steps)
        : Next.RateAt(0) * (_from + ((1 - _from) * (step + 1) / _steps));

    /// <summary>What comes behind the rise.</summary>
    public Schedule Next { get; } = next;
}
