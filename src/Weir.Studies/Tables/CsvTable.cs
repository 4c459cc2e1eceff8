using System.Globalization;
using System.Text;

namespace Weir.Studies;

/// <summary>
/// Every run of a study as a line of numbers, for other programs: those of the table, and behind those of each cell what its searches have
/// tried.
/// </summary>
public static class CsvTable
{
    /// <summary>Writes them.</summary>
    /// <param name="results">The results.</param>
    public static string Write(StudyResults results)
    {
        Study study = results.Study;
        bool searches = study.Largest.Count > 0;
        StringBuilder text = new();
        string[] own = ["run", "network", "search", "tried", "seed", "status", .. MeasureList.All.Select(measure => measure.Name)];
        // A factor may be called as a column is: two of one name, and readers would lose one.
        Line(["run", "network",
            .. study.Factors.Select(factor => own.Contains(factor.Name) ? $"factor {factor.Name}" : factor.Name),
            .. searches ? ["search", "tried"] : Array.Empty<string>(), "seed",
            "status", .. MeasureList.All.Select(measure => measure.Name), "findings-codes"]);
        foreach (Cell cell in results.Cells)
        {
            foreach ((long seed, RunYield yield) in results.Of(cell))
                Run(cell, null, seed, yield);
            foreach ((PlannedRun run, RunYield yield) in results.SearchesOf(cell).SelectMany(results.TrialsOf))
                Run(cell, run.Trial, run.Seed, yield);
        }

        return text.ToString();

        void Run(Cell cell, (Search Search, double Number)? trial, long seed, RunYield yield) => Line([
            yield.Run, cell.Network, .. cell.Levels.Select(level => level.Level),
            .. searches ? [trial?.Search.Name ?? "", Number(trial?.Number)] : Array.Empty<string>(),
            seed.ToString(CultureInfo.InvariantCulture), yield.Status,
            .. MeasureList.All.Select(measure => Number(yield[measure.Name])), string.Join(' ', yield.Findings)]);

        void Line(IEnumerable<string> cells) => text.Append(string.Join(',', cells.Select(Quoted))).Append('\n');
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\n")
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
