using Weir.Cli.Rendering;
using Weir.Diagnosis;
using Weir.Studies;

namespace Weir.Cli.Views;

/// <summary>Runs side by side: their recipes' differences, what they yielded, their flow and their findings.</summary>
internal static class CompareView
{
    private const int MostWidth = 160;

    /// <summary>Draws them.</summary>
    public static IReadOnlyList<Line> Draw(RunComparison comparison, int width)
    {
        width = Math.Min(width, MostWidth);
        List<Line> lines = [];
        string[] names = [.. comparison.Runs.Select(run => run.Name)];
        Section("recipes", comparison.Differences.Count == 0
            ? [Line.Empty.Add("they do not differ", Palette.Quiet)]
            : StudyTableView.Draw(Side("key", names, comparison.Differences
                .Select(difference => (difference.Path, (IEnumerable<string>)difference.Texts))), width));
        Section("results", StudyTableView.Draw(Side("measure", names, Measures(comparison)), width));
        if (comparison.Runs.Any(run => run.Trace is { Samples.Count: > 0 }))
            Section("gradient through the layers (delta.rms) at the last sample", Flow(comparison, names, width));
        Section("findings", StudyTableView.Draw(Side("finding", names, Findings(comparison)), width));
        return lines;

        void Section(string title, IReadOnlyList<Line> content)
        {
            if (lines.Count > 0)
                lines.Add(Line.Empty);
            lines.AddRange(Items.Wrap(title, width).Select(line => Line.Empty.Add(line.ToString(), Palette.Strong)));
            lines.AddRange(content);
        }
    }

    private static IEnumerable<(string, IEnumerable<string>)> Measures(RunComparison comparison)
    {
        yield return ("status", comparison.Runs
            .Select(run => run.Yield.Diverged ? $"non-finite at step {Numbers.Count(run.Yield.DivergedAt)}" : run.Yield.Status));
        foreach (Measure measure in comparison.Known)
            yield return (measure.Title, comparison.Runs.Select(run => MeasureText.Of(measure, run.Yield[measure.Name])));
    }

    private static IReadOnlyList<Line> Flow(RunComparison comparison, string[] names, int width)
    {
        IReadOnlyList<FlowRow>[] rows =
            [.. comparison.Runs.Select(run => run.Trace is { Samples: [.., var last] } trace ? FlowRow.Of(trace.Header, last) : [])];
        int layers = rows.Max(each => each.Count);
        // The output on top, as everywhere.
        IEnumerable<(string, IEnumerable<string>)> table = Enumerable.Range(0, layers).Select(back =>
            ($"{back + 1} from the output",
                rows.Select(each => back < each.Count ? Numbers.Scientific(each[each.Count - 1 - back].Delta) : "")));
        return StudyTableView.Draw(Side("layer", names, table), width);
    }

    private static IEnumerable<(string, IEnumerable<string>)> Findings(RunComparison comparison)
    {
        IEnumerable<Diagnostic> all = comparison.Runs.SelectMany(run => run.Findings).Select(finding => finding.Diagnostic)
            .DistinctBy(diagnostic => diagnostic.Code).OrderBy(diagnostic => diagnostic.Code, StringComparer.Ordinal);
        bool any = false;
        foreach (Diagnostic diagnostic in all)
        {
            any = true;
            yield return ($"{diagnostic.Code} {diagnostic.Name}", comparison.Runs.Select(run =>
                run.Findings.FirstOrDefault(finding => finding.Diagnostic.Code == diagnostic.Code) is { } found ? found.Severity.ToString()
                    .ToLowerInvariant() : "–"));
        }

        if (!any)
            yield return ("none", comparison.Runs.Select(_ => "–"));
    }

    private static StudyTable Side(string what, string[] names, IEnumerable<(string Name, IEnumerable<string> Values)> rows) => new()
    {
        Names = [what],
        Columns = names,
        Rows = [.. rows.Select(row => new StudyTable.Row([row.Name], [.. row.Values.Select(value => new StudyTable.Entry(value))]))],
    };
}
