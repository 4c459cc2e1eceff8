namespace Weir.Diagnosis;

/// <summary>
/// How often a forecast came true: of the set-ups of the zoo of which something was said before training, those that suffered.
/// </summary>
/// <param name="Suffered">How many suffered.</param>
/// <param name="Said">Of how many it was said.</param>
public readonly record struct Odds(int Suffered, int Said);

/// <summary>
/// The odds of what is said before a run, by diagnostic, as <c>bench/zoo odds</c> counts them over both given parts of the zoo, half of
/// whose set-ups have a fault: among set-ups that are sound more often, the odds are lower. The rules were made on these parts, so that the
/// odds flatter; docs/diagnosis.md has the figures of draws that nobody had seen.
/// </summary>
public static class ForecastOdds
{
    /// <summary>Fewer set-ups than this are no odds.</summary>
    private const int Least = 4;

    private static readonly Dictionary<string, Odds> s_table = new(StringComparer.Ordinal)
    {
        ["bad-output-activation"] = new(4, 8),
        ["dying-relu"] = new(11, 11),
        ["exploding-gradient"] = new(27, 28),
        ["learning-rate-too-high"] = new(34, 35),
        ["learning-rate-too-low"] = new(29, 29),
        ["misaligned-labels"] = new(11, 11),
        ["missing-nonlinearity"] = new(6, 8),
        ["non-finite"] = new(9, 9),
        ["non-finite-input"] = new(5, 5),
        ["over-clipped"] = new(6, 6),
        ["over-regularised"] = new(11, 11),
        ["saturation"] = new(17, 21),
        ["symmetric-init"] = new(13, 13),
        ["unscaled-input"] = new(16, 17),
        ["vanishing-gradient"] = new(29, 30),
    };

    /// <summary>The odds of a diagnostic; null where too few set-ups of the zoo have it.</summary>
    /// <param name="name">The diagnostic's name.</param>
    public static Odds? Of(string name) => s_table.TryGetValue(name, out Odds odds) && odds.Said >= Least ? odds : null;
}
