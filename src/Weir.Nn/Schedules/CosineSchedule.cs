namespace Weir.Nn;

/// <summary>
/// Falls to a least rate along half a cosine (Loshchilov and Hutter, 2017): least + (rate − least)·(1 + cos(π·step/steps))/2, and stays
/// there.
/// </summary>
/// <param name="rate">The rate that it starts from: 0 or more.</param>
/// <param name="steps">The steps until the least rate: 1 or more.</param>
/// <param name="least">The least rate: 0 or more. Default 0.</param>
public sealed class CosineSchedule(double rate, long steps, double least = 0) : Schedule(rate)
{
    private readonly long _steps = AtLeastOne(steps, "length of the schedule");
    private readonly double _least = Factor(least, "least rate");

    /// <inheritdoc/>
    public override double RateAt(long step) => _least + ((Rate - _least) * (1 + Math.Cos(Math.PI * Math.Min(step, _steps) / _steps)) / 2);
}
