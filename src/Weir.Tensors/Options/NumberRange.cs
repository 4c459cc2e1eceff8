using System.Globalization;

namespace Weir.Tensors;

/// <summary>The numbers that an option may have; they are finite.</summary>
/// <param name="Least">The smallest. Default: none.</param>
/// <param name="Most">The largest. Default: none.</param>
/// <param name="AboveLeast">Whether the smallest itself is left out. Default false.</param>
/// <param name="BelowMost">Whether the largest itself is left out. Default false.</param>
public readonly record struct NumberRange(
    double Least = double.NegativeInfinity, double Most = double.PositiveInfinity, bool AboveLeast = false, bool BelowMost = false)
{
    /// <summary>All finite numbers.</summary>
    public static NumberRange Finite { get; } = new(double.NegativeInfinity);

    /// <summary>Whether a number lies in the range.</summary>
    /// <param name="value">The number.</param>
    public bool Contains(double value) =>
        double.IsFinite(value) && (AboveLeast ? value > Least : value >= Least) && (BelowMost ? value < Most : value <= Most);

    /// <summary>The range in words, as in <c>0 or more</c>, <c>above 0</c>, <c>in [0, 1)</c>.</summary>
    public override string ToString() => (double.IsInfinity(Least), double.IsInfinity(Most)) switch
    {
        (true, true) => "a finite number",
        (false, true) => AboveLeast ? string.Create(CultureInfo.InvariantCulture, $"above {Least}")
            : string.Create(CultureInfo.InvariantCulture, $"{Least} or more"),
        (true, false) => BelowMost ? string.Create(CultureInfo.InvariantCulture, $"below {Most}")
            : string.Create(CultureInfo.InvariantCulture, $"{Most} or less"),
        _ => string.Create(CultureInfo.InvariantCulture, $"in {(AboveLeast ? '(' : '[')}{Least}, {Most}{(BelowMost ? ')' : ']')}"),
    };
}
