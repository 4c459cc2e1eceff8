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
        Effect[] effects = [.. results.Closing.Select(name => MeasureList.Find(name)).OfType<Measure>()
            .SelectMany(measure => EffectList.Of(results, measure))];
        // Points of several shares say by themselves not of which.
        bool areMany = effects.Select(effect => effect.Measure).Where(measure => measure.Form == MeasureForm.Share).Distinct().Count() > 1;
        List<string> sentences = [];
        foreach (var group in effects.Where(effect => !effect.IsInteraction)
            .GroupBy(effect => (effect.Factor, effect.Level, effect.Against)))
        {
            string[] networks = [.. group.GroupBy(effect => effect.Network)
                .Select(network => Text([.. network], In(results, network.Key))).Where(text => text.Length > 0)];
            if (networks.Length > 0)
                sentences.Add($"{group.Key.Factor} {group.Key.Level} (against {group.Key.Against}): {string.Join("; ", networks)}");
        }

        // Of interactions only those that are sure: there are many, and most say nothing.
        sentences.AddRange(effects.Where(effect => effect is { IsInteraction: true, IsNoise: false })
            .Select(effect => $"{effect.Factor}, {effect.Level}: a further {Named(effect, areMany)}{In(results, effect.Network)}"
                + Left(effect)));
        if (effects.Length == 0 && results.Closing.Count > 0 && results.Cells.Count(cell => results.Of(cell).Count > 0) > 1)
            sentences.Add("No two rows differ in one factor alone: none are compared with each other.");
        else if (sentences.Count > 0 && results.Study.Seeds.Count < 2)
            sentences.Add("One seed says nothing of chance: differences stand without intervals.");
        return sentences;
    }

    private static string In(StudyResults results, string network) => results.Study.Networks.Count > 1
        && !results.Study.IsOfNetworks ? $" in '{network}'" : "";

    /// <summary>What a level does in one network. What is not compared is said as well.</summary>
    private static string Text(Effect[] effects, string network)
    {
        Effect[] compared = [.. effects.Where(effect => effect.Difference is not null)];
        Effect[] lost = [.. effects.Where(IsLost)];
        bool areMany = compared.Count(effect => effect.Measure.Form == MeasureForm.Share) > 1;
        List<string> parts = [];
        if (compared.Length > 0)
        {
            // Where one measure has more seeds than another, each says how many it has.
            bool isOne = compared.All(effect => effect.Seeds == compared[0].Seeds);
            parts.Add(string.Join(" and ", compared.Select(effect => Named(effect, areMany) + (isOne ? "" : Left(effect)))) + network
                + (isOne ? Left(compared[0]) : ""));
        }

        if (lost.Length > 0)
            parts.Add($"{Runs(lost.MaxBy(effect => effect.Diverged)!, network)}, "
                + (compared.Length > 0 ? $"{string.Join(" and ", lost.Select(effect => effect.Measure.Title))} not compared"
                    : "the rest is not compared"));
        foreach (IGrouping<string, Effect> others in effects.Where(effect => effect is { Incomparable: not null, Ended: > 0 })
            .GroupBy(effect => effect.Incomparable!))
            parts.Add($"{string.Join(" and ", others.Select(effect => effect.Measure.Title))}{network} not compared, {others.Key}");
        return string.Join("; ", parts);
    }

    // A share of the runs is never taken for one of the samples.
    private static string Named(Effect effect, bool areMany) =>
        effect.Measure.CountsRuns || (areMany && effect.Measure.Form == MeasureForm.Share)
            ? $"{effect.Measure.Title} {MeasureText.Of(effect)}" : MeasureText.Of(effect);

    /// <summary>Whether seeds have ended, but too few of them have a value that any run has.</summary>
    private static bool IsLost(Effect effect) => effect is { Difference: null, Ended: > 0, Incomparable: null }
        && (effect.Diverged > 0 || effect.With.Known + effect.Without.Known > 0);

    /// <summary>How many seeds a difference leaves out, and why.</summary>
    private static string Left(Effect effect) =>
        effect.Seeds == effect.Ended ? "" : $" (over {effect.Seeds} of {effect.Ended} seeds: {Runs(effect)})";

    /// <summary>What became of the runs on both sides.</summary>
    private static string Runs(Effect effect, string network = "") => effect.Diverged > 0
        ? $"{effect.With.Diverged} of {effect.With.Count} runs diverged{network} against {effect.Without.Diverged} of "
            + $"{effect.Without.Count}"
        : $"{effect.With.Known} of {effect.With.Count} runs have {effect.Measure.Title}{network} against {effect.Without.Known} of "
            + $"{effect.Without.Count}";
}
