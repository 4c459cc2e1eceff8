namespace Weir.Cli.Rendering;

/// <summary>An axis of a plot.</summary>
/// <param name="Low">The value at its beginning.</param>
/// <param name="High">The value at its end, above <paramref name="Low"/>.</param>
/// <param name="Ticks">The values that are written beside it, rising.</param>
internal sealed record Axis(double Low, double High, IReadOnlyList<Axis.Tick> Ticks)
{
    // Quotients like 0.3 / 0.1 fall a little short of the whole number that they are.
    private const double Slack = 1e-9;

    /// <summary>A labelled value.</summary>
    public readonly record struct Tick(double Value, string Text);

    /// <summary>An axis over a range, widened to round values (1, 2 or 5 times a power of ten apart).</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The largest value.</param>
    /// <param name="most">Steps from one tick to the next at most, 1 or more.</param>
    /// <param name="write">Writes a value.</param>
    public static Axis Around(double low, double high, int most, Func<double, string> write)
    {
        if (!(high > low))
            high = low + Math.Max(Math.Abs(low), 1e-12);
        double step = RoundStep(high - low, most);
        // Widening by parts of a step at both ends can take one step more than were asked for.
        if (Math.Ceiling((high / step) - Slack) - Math.Floor((low / step) + Slack) > most)
            step = RoundStep(step * (most + 0.5), most);
        double first = Math.Floor((low / step) + Slack), last = Math.Ceiling((high / step) - Slack);
        return new Axis(first * step, last * step,
            [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => new Tick((first + i) * step, write((first + i) * step)))]);
    }

    /// <summary>The least of 1, 2, 5, 10, 20, … (or 0.5, 0.2, …) that fits so often into a range at most.</summary>
    public static double RoundStep(double range, int most)
    {
        double raw = range / most, power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        foreach (double factor in new[] { 1.0, 2, 5 })
        {
            if (factor * power >= raw * (1 - Slack))
                return factor * power;
        }

        return 10 * power;
    }

    /// <summary>Where a value lies: 0 at the beginning, 1 at the end, beyond them outside.</summary>
    public double Place(double value) => (value - Low) / (High - Low);
}
