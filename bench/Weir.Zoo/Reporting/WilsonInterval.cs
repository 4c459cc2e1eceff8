namespace Weir.Zoo;

/// <summary>
/// The interval of a share that holds with 95 % (Wilson, 1927): unlike the usual one it stays within 0 … 1 and means something for a count
/// of 0.
/// </summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
internal readonly record struct WilsonInterval(double Low, double High)
{
    private const double Quantile = 1.959963984540054;

    /// <summary>The interval of a count; from 0 to 1 where nothing was counted.</summary>
    /// <param name="count">How many had the property.</param>
    /// <param name="of">How many there were.</param>
    public static WilsonInterval Of(int count, int of)
    {
        if (of == 0)
            return new WilsonInterval(0, 1);
        double share = (double)count / of, square = Quantile * Quantile;
        double middle = (share + (square / (2 * of))) / (1 + (square / of));
        double half = Quantile / (1 + (square / of)) * Math.Sqrt((share * (1 - share) / of) + (square / (4.0 * of * of)));
        return new WilsonInterval(Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
