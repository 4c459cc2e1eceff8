namespace Weir.Studies;

/// <summary>What the runs of a study have yielded so far.</summary>
public sealed class StudyResults
{
    private readonly IReadOnlyDictionary<string, RunYield> _yields;
    private readonly Dictionary<Cell, IReadOnlyList<PlannedRun>> _runs;

    internal StudyResults(Study study,
        IReadOnlyList<Cell> cells, IReadOnlyList<PlannedRun> runs, IReadOnlyDictionary<string, RunYield> yields)
    {
        Study = study;
        Cells = cells;
        _yields = yields;
        _runs = runs.GroupBy(run => run.Cell, ReferenceEqualityComparer.Instance)
            .ToDictionary(group => (Cell)group.Key!, group => (IReadOnlyList<PlannedRun>)[.. group]);
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>Its rows.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>The seeds of a row that have ended, each with what it has yielded, in the order of the seeds.</summary>
    /// <param name="cell">The row.</param>
    public IReadOnlyList<(long Seed, RunYield Yield)> Of(Cell cell)
    {
        List<(long, RunYield)> ended = [];
        foreach (PlannedRun run in _runs[cell])
        {
            if (_yields.TryGetValue(run.Name, out RunYield? yield))
                ended.Add((run.Seed, yield));
        }

        return ended;
    }

    /// <summary>Whether every run of the table has ended.</summary>
    public bool IsComplete => _runs.Values.All(runs => runs.All(run => _yields.ContainsKey(run.Name)));

    /// <summary>How the searches of a row went.</summary>
    /// <param name="cell">The row.</param>
    public IReadOnlyList<SearchState> SearchesOf(Cell cell) =>
        [.. Study.Largest.Select(search => SearchState.Of(Study, cell, search, _yields))];
}
