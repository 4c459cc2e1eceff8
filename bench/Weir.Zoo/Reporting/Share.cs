using System.Globalization;

namespace Weir.Zoo;

/// <summary>A share of a count.</summary>
/// <param name="Count">How many have the property.</param>
/// <param name="Of">How many there are.</param>
internal readonly record struct Share(int Count, int Of)
{
    /// <summary>The share; NaN of nothing.</summary>
    public double Fraction => (double)Count / Of;

    /// <summary>The share of outcomes that have a property.</summary>
    public static Share Among(IReadOnlyCollection<Outcome> outcomes, Func<Outcome, bool> has) => new(outcomes.Count(has), outcomes.Count);

    /// <summary>As in <c>97.6 % (81 of 83, 95 % 91.7 – 99.3 %)</c>.</summary>
    public override string ToString()
    {
        if (Of == 0)
            return "none to count";
        WilsonInterval interval = WilsonInterval.Of(Count, Of);
        return string.Create(CultureInfo.InvariantCulture,
            $"{100 * Fraction:F1} % ({Count} of {Of}, 95 %: {100 * interval.Low:F1} – {100 * interval.High:F1} %)");
    }
}
