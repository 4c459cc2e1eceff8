namespace Weir.Nn;

/// <summary>
/// The same rate throughout.
/// </summary>
/// <param name="rate">The rate: 0 or more.</param>
public sealed class ConstantSchedule(double rate) : Schedule(rate)
{
    /// <inheritdoc/>
    public override double RateAt(long step) => Rate;
}
