using System.Globalization;

namespace Weir.Bench;

/// <summary>The table of the README's "How fast": its lines keep their names and take the figures of a run of everything.</summary>
internal static class ReadmeTable
{
    private const string Head = "| step | Weir ms | strongest peer ms |", Place = "Measured on ";

    /// <summary>The README with the figures of these results, one line for each, in their order, and what they were measured on.</summary>
    public static string With(string readme, Machine machine, IReadOnlyList<PeerResult> results)
    {
        string[] lines = readme.Split('\n');
        // Behind the head and the line below it.
        int first = Array.FindIndex(lines, line => line.StartsWith(Head, StringComparison.Ordinal)) + 2;
        if (first < 2 || first + results.Count > lines.Length || lines.Skip(first).Take(results.Count)
            .Any(line => !line.StartsWith("| ", StringComparison.Ordinal)))
            throw new InvalidOperationException($"the README has no table that begins with '{Head}' and has {results.Count} lines");
        for (int i = 0; i < results.Count; i++)
        {
            PeerResult one = results[i];
            lines[first + i] = string.Create(
                CultureInfo.InvariantCulture,
                $"| {lines[first + i].Split('|')[1].Trim()} | {BenchmarkPage.Short(one.WeirMilliseconds)} | "
                    + $"{BenchmarkPage.Short(one.Strongest.Milliseconds)} | {one.Ratio:F2}× | {BenchmarkPage.Percent(one.Overhead, 1)} | "
                    + $"{BenchmarkPage.Percent(one.EveryStepOverhead, 1)} | {one.Strongest.Peer} |");
        }

        int place = Array.FindIndex(lines, first, line => line.StartsWith(Place, StringComparison.Ordinal));
        if (place < 0)
            throw new InvalidOperationException($"the README has no line below its table that begins with '{Place}'");
        lines[place] = $"{Place}{machine.Short}; peers: {string.Join(", ", machine.Peers)}.";
        return string.Join('\n', lines);
    }
}
