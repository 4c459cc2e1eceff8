namespace Weir.Nn;

/// <summary>
/// Goes in a straight line from one share of the rate to another, and stays there.
/// </summary>
/// <param name="rate">The rate that the shares are of: 0 or more.</param>
/// <param name="steps">The steps that it takes: 1 or more.</param>
/// <param name="from">The first share: 0 or more. Default 1.</param>
/// <param name="to">The last share: 0 or more. Default 0.</param>
public sealed class LinearSchedule(double rate, long steps, double from = 1, double to = 0) : Schedule(rate)
{
    private readonly long _steps = AtLeastOne(steps, "length of the schedule");
    private readonly double _from = Factor(from, "first share of the rate");
    private readonly double _to = Factor(to, "last share of the rate");

    /// <inheritdoc/>
    public override double RateAt(long step) => Rate * (_from + ((_to - _from) * Math.Min(step, _steps) / _steps));
}
