using System.Globalization;

namespace Weir.Bench;

/// <summary>The table of the README's "How fast": its lines keep their names and take the figures of a run of everything.</summary>
internal static class ReadmeTable
{
    private const string Head = "| step | Weir ms | PyTorch ms |";

    /// <summary>The README with the figures of these results, one line for each, in their order.</summary>
    public static string With(string readme, IReadOnlyList<PeerResult> results)
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
                    + $"{BenchmarkPage.Short(one.PyTorchMilliseconds)} | {one.Ratio:F2}× | {BenchmarkPage.Percent(one.Overhead, 1)} | "
                    + $"{BenchmarkPage.Percent(one.EveryStepOverhead, 1)} |");
        }

        return string.Join('\n', lines);
    }
}
