namespace Weir.Studies;

/// <summary>An estimate with the limits that its uncertainty leaves.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Low">The lower limit.</param>
/// <param name="High">The upper limit.</param>
public readonly record struct Interval(double Estimate, double Low, double High)
{
    /// <summary>Half of what lies between the limits.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>Whether a value lies between the limits.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => value >= Low && value <= High;
}
