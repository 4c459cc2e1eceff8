namespace Weir.Nn;

/// <summary>
/// Half cosines one after another, each from the full rate and longer than the one before by a factor (SGDR; Loshchilov and Hutter, 2017).
/// </summary>
/// <param name="rate">The rate that it starts from: 0 or more.</param>
/// <param name="first">Steps of the first: 1 or more.</param>
/// <param name="growth">How many times as long each is as the one before: 1 or more. Default 1.</param>
/// <param name="least">The least rate: 0 or more. Default 0.</param>
public sealed class CosineRestartsSchedule(double rate, long first, int growth = 1, double least = 0) : Schedule(rate)
{
    private readonly long _first = AtLeastOne(first, "length of the first cosine");
    private readonly int _growth = growth >= 1 ? growth
        : throw new ArgumentOutOfRangeException(nameof(growth), growth, "the growth of the cosines must be 1 or more");
    private readonly double _least = Factor(least, "least rate");

    /// <inheritdoc/>
    public override double RateAt(long step)
    {
        long length = _first, into = step;
        if (_growth == 1)
            into %= length;
        while (into >= length)
        {
            into -= length;
            length *= _growth;
        }

        return _least + ((Rate - _least) * (1 + Math.Cos(Math.PI * into / length)) / 2);
    }
}
