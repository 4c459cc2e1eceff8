namespace Weir.Nn;

/// <summary>
/// One cycle (Smith and Topin, 2019): rises along half a cosine from rate/start to the rate, and falls along another to rate/start/end. The
/// momentum is left as it is.
/// </summary>
/// <param name="rate">The largest rate: 0 or more.</param>
/// <param name="steps">Steps of the cycle: 2 or more.</param>
/// <param name="rise">The share of them in which the rate rises, in (0, 1). Default 0.3.</param>
/// <param name="start">The largest rate over the first: above 0. Default 25.</param>
/// <param name="end">The first rate over the last: above 0. Default 10,000.</param>
public sealed class OneCycleSchedule(double rate, long steps, double rise = 0.3, double start = 25, double end = 10000) : Schedule(rate)
{
    private readonly long _steps = steps >= 2 ? steps
        : throw new ArgumentOutOfRangeException(nameof(steps), steps, "a cycle must have 2 steps or more");
    private readonly double _rise = rise is > 0 and < 1 ? rise
        : throw new ArgumentOutOfRangeException(nameof(rise), rise, "the share of rising steps must lie in (0, 1)");
    private readonly double _start = Above(start, "largest rate over the first");
    private readonly double _end = Above(end, "first rate over the last");

    /// <inheritdoc/>
    public override double RateAt(long step)
    {
        double first = Rate / _start, top = (_rise * _steps) - 1;
        return step <= top
            ? Between(first, Rate, top > 0 ? step / top : 1)
            : Between(Rate, first / _end, Math.Min(1, (step - top) / (_steps - 1 - top)));
    }

    private static double Between(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);

    private static double Above(double value, string what)
    {
        OptionRange.CheckPositive(value, what);
        return value;
    }
}
