using Weir.Training;

namespace Weir.Studies;

/// <summary>The short form of a study: fewer networks, levels and seeds, and shorter runs.</summary>
internal sealed record QuickForm
{
    /// <summary>What is added to the study's name.</summary>
    public const string Suffix = "-quick";

    /// <summary>The seeds; null for those of the whole form.</summary>
    public ValueList<long>? Seeds { get; init; }

    /// <summary>What is done to every recipe besides what the whole form does.</summary>
    public ValueList<Change> Set { get; init; } = [];

    /// <summary>The networks that are kept; null for all.</summary>
    public ValueList<string>? Networks { get; init; }

    /// <summary>The levels that are kept; factors that are not named keep all.</summary>
    public ValueList<(string Factor, ValueList<string> Levels)> Levels { get; init; } = [];

    /// <summary>The accuracy that steps are counted to; null for that of the whole form.</summary>
    public double? Target { get; init; }

    /// <summary>Searches by name with other limits.</summary>
    public ValueList<Search> Largest { get; init; } = [];

    /// <summary>The short form of a study.</summary>
    public Study Of(Study study) => study with
    {
        Name = study.Name + Suffix,
        Seeds = Seeds ?? study.Seeds,
        Set = [.. study.Set, .. Set],
        Networks = Networks is null ? study.Networks : [.. study.Networks.Where(network => Networks.Contains(network.Name))],
        Factors = [.. study.Factors.Select(factor => Kept(factor, study.Design == StudyDesign.Ladder))],
        Cells = [.. study.Cells.Where(cell => IsKept(study, cell))],
        Target = Target ?? study.Target,
        Largest = Largest.Count == 0 ? study.Largest : Largest,
    };

    private Factor Kept(Factor factor, bool isLadder)
    {
        if (Levels.FirstOrDefault(kept => kept.Factor == factor.Name) is not { Levels: { } names })
            return factor;
        List<Level> kept = [];
        List<Change> waiting = [];
        foreach (Level level in factor.Levels)
        {
            // A row of a ladder stands on all before it, also on those that are left out.
            waiting.AddRange(level.Changes);
            if (!names.Contains(level.Name))
                continue;
            kept.Add(isLadder ? level with { Changes = [.. waiting] } : level);
            waiting.Clear();
        }

        return factor with { Levels = [.. kept] };
    }

    /// <summary>Whether all levels of a cell are kept, those too that it does not name: the first of their factors.</summary>
    private bool IsKept(Study study, CellPattern cell) =>
        cell.Levels.All(own => own.Factor != CellPattern.Network || Networks?.Contains(own.Level) != false)
        && Levels.All(kept => (cell.Levels.Where(own => own.Factor == kept.Factor).Select(own => own.Level).FirstOrDefault()
            ?? study.Factors.FirstOrDefault(factor => factor.Name == kept.Factor)?.Levels[0].Name) is not { } level
            || kept.Levels.Contains(level));
}
