namespace Weir.Studies;

/// <summary>
/// The sentences that a study ends with, one for each level: what it does to the measures that matter, in each network by itself, as in
/// "batch norm: +0.52 decades/layer [0.47, 0.57] and +61 points [55, 67] in the sigmoid net; +0.08 [0.07, 0.09] and +0.2 [−0.1, 0.5],
/// inside its noise, in the ReLU net".
/// </summary>
public static class ClosingText
{
    /// <summary>The sentences; none before there are results.</summary>
    /// <param name="results">The results.</param>
    public static IReadOnlyList<string> Of(StudyResults results)
    {
        Effect[] effects = [.. results.Study.Closing.Select(name => MeasureList.Find(name)).OfType<Measure>()
            .SelectMany(measure => EffectList.Of(results, measure))];
        List<string> sentences = [];
        foreach (var group in effects.Where(effect => !effect.IsInteraction && effect.Difference is not null)
            .GroupBy(effect => (effect.Factor, effect.Level, effect.Against)))
        {
            IEnumerable<string> networks = group.GroupBy(effect => effect.Network)
                .Select(network => string.Join(" and ", network.Select(MeasureText.Of)) + In(results, network.Key) + Diverged(network));
            sentences.Add($"{group.Key.Factor} {group.Key.Level} (against {group.Key.Against}): {string.Join("; ", networks)}");
        }

        // Of interactions only those that are sure: there are many, and most say nothing.
        sentences.AddRange(effects.Where(effect => effect is { IsInteraction: true, IsNoise: false })
            .Select(effect => $"{effect.Factor}, {effect.Level}: a further {MeasureText.Of(effect)}{In(results, effect.Network)}"));
        if (sentences.Count > 0 && results.Study.Seeds.Count < 2)
            sentences.Add("One seed says nothing of chance: differences stand without intervals.");
        return sentences;
    }

    private static string In(StudyResults results, string network) => results.Study.Networks.Count > 1 ? $" in '{network}'" : "";

    private static string Diverged(IEnumerable<Effect> effects) => effects.Max(effect => effect.Diverged) is > 0 and var count
        ? $" ({count} runs diverged and are left out)" : "";
}
