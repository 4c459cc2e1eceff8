namespace Weir.Diagnosis;

/// <summary>
/// How often a forecast came true: of the set-ups of the zoo of which something was said before training, those that suffered.
/// </summary>
/// <param name="Suffered">How many suffered.</param>
/// <param name="Said">Of how many it was said.</param>
public readonly record struct Odds(int Suffered, int Said);

/// <summary>
/// The odds of what is said before a run, by diagnostic, as <c>bench/zoo odds</c> counts them over both given parts of the zoo, half of
/// whose set-ups have a fault: among set-ups that are sound more often, the odds are lower.
/// </summary>
public static class ForecastOdds
{
    /// <summary>Fewer set-ups than this are no odds.</summary>
    private const int Least = 4;

    private static readonly Dictionary<string, Odds> s_table = new(StringComparer.Ordinal)
    {
    };

    /// <summary>The odds of a diagnostic; null where too few set-ups of the zoo have it.</summary>
    /// <param name="name">The diagnostic's name.</param>
    public static Odds? Of(string name) => s_table.TryGetValue(name, out Odds odds) && odds.Said >= Least ? odds : null;
}
