using System.Collections.Concurrent;
using Weir.Tensors;

namespace Weir.Studies;

/// <summary>What the runs of a study have yielded so far.</summary>
public sealed class StudyResults
{
    private readonly IReadOnlyDictionary<string, RunYield> _yields;
    private readonly ILookup<string, PlannedRun> _runs;

    // What was asked for once is asked for again, for each measure and effect.
    private readonly ConcurrentDictionary<string, IReadOnlyList<(long Seed, RunYield Yield)>> _ended = new(StringComparer.Ordinal);

    /// <summary>Takes the runs and what they have yielded.</summary>
    /// <param name="study">The study.</param>
    /// <param name="cells">Its rows.</param>
    /// <param name="runs">The runs of each row, by its name.</param>
    /// <param name="yields">What the runs that have ended have yielded, by their names; stays as it is.</param>
    internal StudyResults(Study study, IReadOnlyList<Cell> cells, ILookup<string, PlannedRun> runs,
        IReadOnlyDictionary<string, RunYield> yields) => (Study, Cells, _runs, _yields) = (study, cells, runs, yields);

    /// <summary>The runs of each row, by its name.</summary>
    /// <param name="runs">The runs.</param>
    internal static ILookup<string, PlannedRun> ByCell(IEnumerable<PlannedRun> runs) =>
        runs.ToLookup(run => run.Cell.Name, StringComparer.Ordinal);

    /// <summary>Reads the results of a study from its folder, of the runs that have ended so far; nothing is run or written.</summary>
    /// <param name="folder">The folder of a study (<see cref="StudyFolder.IsStudy"/>).</param>
    /// <exception cref="Training.RecipeException"><c>study.yaml</c> cannot be read, or has faults.</exception>
    /// <exception cref="Training.RunException">The result of a run is damaged; the message names it.</exception>
    /// <exception cref="FileException">The folder of the runs, or a result, cannot be read.</exception>
    public static StudyResults Read(string folder)
    {
        Study study = StudyReader.Read(Path.Combine(folder, StudyFolder.StudyFileName));
        IReadOnlyList<Cell> cells = CellPlan.Of(study);
        Dictionary<string, RunYield> yields = new(StringComparer.Ordinal);
        string runs = Path.Combine(folder, StudyFolder.RunsName);
        foreach (string run in FileException.Guard(runs, "its runs cannot be listed", () => Directory.GetDirectories(runs)))
        {
            if (RunYield.Read(run, study) is { } yield)
                yields[Path.GetFileName(run)] = yield;
        }

        // Of a study that takes what is there the runs say what they have.
        SharedData data = new(null, runs);
        foreach (PlannedRun run in cells.Select(cell => PlannedRun.Of(cell, study.Seeds[0])).Where(run => run.Cell.Document.HasElse))
            _ = data.RecipeOf(run);
        return new StudyResults(study, cells, ByCell(PlannedRun.Of(study, cells)), yields) { Remarks = data.Remarks };
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>Its rows.</summary>
    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>What is to be said of the data, as that it stands for other that was not there. Default: nothing.</summary>
    public IReadOnlyList<string> Remarks { get; internal init; } = [];

    /// <summary>
    /// The measures that the closing sentences are about: those of the study, or attenuation at the start and how well it went, which is
    /// accuracy unless all targets are values, and then the fit.
    /// </summary>
    public IReadOnlyList<string> Closing => Study.Closing ?? (IReadOnlyList<string>)["attenuation-start", IsOfValues ? "fit" : "accuracy"];

    private bool IsOfValues => _yields.Values.Any(yield => yield["fit"] is not null)
        && _yields.Values.All(yield => yield["accuracy"] is null);

    /// <summary>The seeds of a row that have ended, each with what it has yielded, in the order of the seeds.</summary>
    /// <param name="cell">The row.</param>
    public IReadOnlyList<(long Seed, RunYield Yield)> Of(Cell cell) => _ended.GetOrAdd(cell.Name, name =>
    {
        List<(long, RunYield)> ended = [];
        foreach (PlannedRun run in _runs[name])
        {
            if (_yields.TryGetValue(run.Name, out RunYield? yield))
                ended.Add((run.Seed, yield));
        }

        return ended;
    });

    /// <summary>Whether every run of the table, and every search, has come to its end.</summary>
    public bool IsComplete => _runs.SelectMany(runs => runs).All(run => _yields.ContainsKey(run.Name))
        && Cells.All(cell => SearchesOf(cell).All(state => state.Next is null));

    /// <summary>How the searches of a row went.</summary>
    /// <param name="cell">The row.</param>
    public IReadOnlyList<SearchState> SearchesOf(Cell cell) =>
        [.. Study.Largest.Select(search => SearchState.Of(Study, cell, search, _yields))];

    /// <summary>The trials of a search that have ended, each with what it has yielded.</summary>
    internal IEnumerable<(PlannedRun Run, RunYield Yield)> TrialsOf(SearchState search) =>
        search.Ended.Select(run => (run, _yields[run.Name]));
}
