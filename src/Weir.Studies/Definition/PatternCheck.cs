using Weir.Training.Forms;

namespace Weir.Studies;

/// <summary>Whether networks, factors and levels that a study's file names are there.</summary>
/// <param name="networks">The networks.</param>
/// <param name="levels">The levels of each factor.</param>
internal sealed class PatternCheck(IReadOnlyList<string> networks, IReadOnlyDictionary<string, string[]> levels)
{
    /// <summary>Notes what a combination names that is not there, as <c>{network: relu, rate: 0.1}</c>.</summary>
    public void Check(Reading at)
    {
        foreach ((Reading key, Reading level) in StudyCheck.Keys(at).Zip(StudyCheck.Below(at)))
        {
            string name = $"{key.Node}";
            if (name == PublishedForm.Value)
                continue;
            if (name == CellPattern.Network)
                StudyCheck.Known(level, networks, "network");
            else if (levels.TryGetValue(name, out string[]? known))
                StudyCheck.Known(level, known, $"level of '{name}'");
            else
                StudyCheck.Known(key, [CellPattern.Network, .. levels.Keys], "factor");
        }
    }

    /// <summary>Notes factors of a picture that are not there, or whose levels are no numbers that differ.</summary>
    public void CheckMap(Reading at, IReadOnlyList<string> measures)
    {
        foreach (Reading factor in new[] { StudyCheck.At(at, "across"), StudyCheck.At(at, "down") }.OfType<Reading>())
        {
            if (!levels.TryGetValue($"{factor.Node}", out string[]? known))
                StudyCheck.Known(factor, [.. levels.Keys], "factor");
            else if (known.FirstOrDefault(level => HeatMap.NumberOf(level) is null) is { } word)
                factor.Fail($"{factor.Path}: the levels of '{factor.Node}' are to be numbers, for they are an axis; '{word}' is none");
        }

        if (StudyCheck.At(at, "across") is { } across && StudyCheck.At(at, "down") is { } down && $"{across.Node}" == $"{down.Node}")
            down.Fail($"{at.Path}: 'across' and 'down' are two factors");
        if (StudyCheck.At(at, "measure") is { } measure)
            StudyCheck.Known(measure, measures, "measure");
    }

    /// <summary>Notes what the short form keeps that is not there.</summary>
    public void CheckQuick(Reading at)
    {
        foreach (Reading network in StudyCheck.Below(StudyCheck.At(at, StudyForm.BaseKey)))
            StudyCheck.Known(network, networks, "network");
        Reading? kept = StudyCheck.At(at, "levels");
        foreach ((Reading key, Reading names) in StudyCheck.Keys(kept).Zip(StudyCheck.Below(kept)))
        {
            if (!levels.TryGetValue($"{key.Node}", out string[]? known))
                StudyCheck.Known(key, [.. levels.Keys], "factor");
            else
                StudyCheck.Below(names).ToList().ForEach(level => StudyCheck.Known(level, known, $"level of '{key.Node}'"));
        }
    }
}
