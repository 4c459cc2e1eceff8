namespace Weir.Nn;

/// <summary>
/// Falls to a least rate along a power: least + (rate − least)·(1 − step/steps)^power.
/// </summary>
/// <param name="rate">The rate that it starts from: 0 or more.</param>
/// <param name="steps">The steps until the least rate: 1 or more.</param>
/// <param name="power">The power: 0 or more. Default 1.</param>
/// <param name="least">The least rate: 0 or more. Default 0.</param>
public sealed class PolynomialSchedule(double rate, long steps, double power = 1, double least = 0) : Schedule(rate)
{
    private readonly long _steps = AtLeastOne(steps, "length of the schedule");
    private readonly double _power = Factor(power, "power");
    private readonly double _least = Factor(least, "least rate");

    /// <inheritdoc/>
    public override double RateAt(long step) =>
        _least + ((Rate - _least) * Math.Pow(1 - ((double)Math.Min(step, _steps) / _steps), _power));
}
