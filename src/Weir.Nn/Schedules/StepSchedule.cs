namespace Weir.Nn;

/// <summary>
/// Falls by a factor every so many steps: rate·factor^⌊step/every⌋.
/// </summary>
/// <param name="rate">The rate that it starts from: 0 or more.</param>
/// <param name="every">Steps from one fall to the next: 1 or more.</param>
/// <param name="factor">What the rate is taken times: 0 or more. Default 0.1.</param>
public sealed class StepSchedule(double rate, long every, double factor = 0.1) : Schedule(rate)
{
    private readonly long _every = AtLeastOne(every, "steps from one fall of the rate to the next");
    private readonly double _factor = Factor(factor, "factor of the rate");

    /// <inheritdoc/>
    public override double RateAt(long step) => Rate * Math.Pow(_factor, step / _every);
}
