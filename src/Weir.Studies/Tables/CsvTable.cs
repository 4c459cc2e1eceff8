using System.Globalization;
using System.Text;

namespace Weir.Studies;

/// <summary>Every run of a study as a line of numbers, for other programs.</summary>
public static class CsvTable
{
    /// <summary>Writes them.</summary>
    /// <param name="results">The results.</param>
    public static string Write(StudyResults results)
    {
        StringBuilder text = new();
        Line(["run", "network", .. results.Study.Factors.Select(factor => factor.Name), "seed", "status",
            .. MeasureList.All.Select(measure => measure.Name), "findings-codes"]);
        foreach (Cell cell in results.Cells)
        {
            foreach ((long seed, RunYield yield) in results.Of(cell))
            {
                Line([
                    yield.Run, cell.Network, .. cell.Levels.Select(level => level.Level), seed.ToString(CultureInfo.InvariantCulture),
                        yield.Status,
                    .. MeasureList.All.Select(measure => yield[measure.Name]?.ToString("R", CultureInfo.InvariantCulture) ?? ""),
                        string.Join(' ', yield.Findings)]);
            }
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append(string.Join(',', cells.Select(Quoted))).Append('\n');
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\n")
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
