namespace Weir.Nn;

/// <summary>
/// Falls as 1/t: rate/(1 + decay·step/every), the classic of Robbins and Monro (1951).
/// </summary>
/// <param name="rate">The rate that it starts from: 0 or more.</param>
/// <param name="decay">How fast: 0 or more.</param>
/// <param name="every">The steps that count as one: 1 or more. Default 1.</param>
public sealed class InverseTimeSchedule(double rate, double decay, long every = 1) : Schedule(rate)
{
    private readonly double _decay = Factor(decay, "decay of the rate");
    private readonly long _every = AtLeastOne(every, "steps that count as one");

    /// <inheritdoc/>
    public override double RateAt(long step) => Rate / (1 + (_decay * step / _every));
}
