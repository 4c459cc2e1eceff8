namespace Weir.Studies;

/// <summary>An estimate with the limits that its uncertainty leaves.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Low">The lower limit.</param>
/// <param name="High">The upper limit.</param>
public readonly record struct Interval(double Estimate, double Low, double High)
{
    /// <summary>Half of what lies between the limits.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>The interval without what lies beyond what can be.</summary>
    /// <param name="least">The least that can be.</param>
    /// <param name="most">The most that can be.</param>
    internal Interval Within(double least, double most) => this with { Low = Math.Max(Low, least), High = Math.Min(High, most) };

    /// <summary>Whether a value lies between the limits.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => value >= Low && value <= High;
}
