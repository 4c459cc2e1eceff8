namespace Weir.Studies;

/// <summary>The effects of a study on a measure: main effects and interactions of two factors, for each network by itself; of networks
/// alone each against the first.</summary>
public static class EffectList
{
    /// <summary>Works the effects out.</summary>
    /// <param name="results">The results.</param>
    /// <param name="measure">The measure.</param>
    public static IReadOnlyList<Effect> Of(StudyResults results, Measure measure)
    {
        List<(Effect Effect, Contrast Contrast)> all = [];
        foreach (IGrouping<string, Cell> network in results.Cells.GroupBy(cell => cell.Network))
        {
            all.AddRange(results.Study.Design == StudyDesign.Ladder ? Steps(results, measure, network)
                : MainEffects(results, measure, network));
            if (results.Study.Design == StudyDesign.Factorial)
                all.AddRange(Interactions(results, measure, network));
        }

        if (results.Study.IsOfNetworks)
            all.AddRange(Networks(results, measure));
        double level = 1 - (0.05 / Math.Max(1, all.Count));
        return [.. all.Select(pair => Worked(pair.Effect, pair.Contrast, results, level))];
    }

    private static IEnumerable<(Effect, Contrast)> MainEffects(StudyResults results, Measure measure, IGrouping<string, Cell> network)
    {
        foreach (Factor factor in results.Study.Factors)
        {
            foreach (Level level in factor.Levels.Skip(1))
            {
                if (Contrast.Between(network, factor.Name, level.Name, factor.Levels[0].Name) is { } contrast)
                    yield return (Empty(network.Key, measure, factor.Name, level.Name, factor.Levels[0].Name), contrast);
            }
        }
    }

    /// <summary>Of a study that varies nothing else: each network against the first.</summary>
    private static IEnumerable<(Effect, Contrast)> Networks(StudyResults results, Measure measure) => results.Cells.Skip(1).Select(cell =>
        (Empty(cell.Network, measure, CellPattern.Network, cell.Network, results.Cells[0].Network),
            new Contrast([(cell, 1), (results.Cells[0], -1)])));

    private static IEnumerable<(Effect, Contrast)> Steps(StudyResults results, Measure measure, IGrouping<string, Cell> network)
    {
        Cell[] rows = [.. network];
        for (int i = 1; i < rows.Length; i++)
            yield return (Empty(network.Key, measure, results.Study.Factors[0].Name, rows[i].Levels[0].Level, rows[i - 1].Levels[0].Level),
                new Contrast([(rows[i], 1), (rows[i - 1], -1)]));
    }

    private static IEnumerable<(Effect, Contrast)> Interactions(StudyResults results, Measure measure, IGrouping<string, Cell> network)
    {
        Training.ValueList<Factor> factors = results.Study.Factors;
        for (int i = 0; i < factors.Count; i++)
        {
            for (int j = i + 1; j < factors.Count; j++)
            {
                foreach ((Level one, Level other) in factors[i].Levels.Skip(1)
                    .SelectMany(one => factors[j].Levels.Skip(1).Select(other => (one, other))))
                {
                    if (Contrast.Interaction(network, (factors[i].Name, one.Name, factors[i].Levels[0].Name),
                        (factors[j].Name, other.Name, factors[j].Levels[0].Name)) is { } contrast)
                        yield return (Empty(network.Key, measure, $"{factors[i].Name} × {factors[j].Name}", $"{one.Name} × {other.Name}",
                            $"{factors[i].Levels[0].Name} × {factors[j].Levels[0].Name}") with
                        { IsInteraction = true }, contrast);
                }
            }
        }
    }

    private static Effect Empty(string network, Measure measure, string factor, string level, string against) =>
        new() { Network = network, Factor = factor, Level = level, Against = against, Measure = measure, Seeds = 0, Ended = 0 };

    private static Effect Worked(Effect effect, Contrast contrast, StudyResults results, double level)
    {
        IReadOnlyList<double> values = contrast.Values(results, effect.Measure);
        int ended = contrast.Ended(results);
        string? incomparable = CellGrounds.Difference(effect.Measure, contrast.Terms.Select(term => term.Cell));
        bool isCompared = incomparable is null && values.Count > (ended > 1 ? 1 : 0);
        // A share of the runs goes from 0 to 1.
        double most = effect.Measure.CountsRuns ? effect.IsInteraction ? 2 : 1 : double.PositiveInfinity;
        return effect with
        {
            Difference = isCompared ? values.Average() : null,
            Interval = !isCompared ? null : StudentInterval.Of(values, level)?.Within(-most, most),
            Incomparable = incomparable,
            Seeds = values.Count,
            Ended = ended,
            With = contrast.Runs(results, effect.Measure, isAdded: true),
            Without = contrast.Runs(results, effect.Measure, isAdded: false),
        };
    }
}
