namespace Weir.Nn;

/// <summary>
/// Falls by a factor over every so many steps, smoothly: rate·factor^(step/every).
/// </summary>
/// <param name="rate">The rate that it starts from: 0 or more.</param>
/// <param name="factor">What the rate is taken times: 0 or more.</param>
/// <param name="every">Over how many steps: 1 or more. Default 1.</param>
public sealed class ExponentialSchedule(double rate, double factor, long every = 1) : Schedule(rate)
{
    private readonly double _factor = Factor(factor, "factor of the rate");
    private readonly long _every = AtLeastOne(every, "steps that the factor is for");

    /// <inheritdoc/>
    public override double RateAt(long step) => Rate * Math.Pow(_factor, (double)step / _every);
}
