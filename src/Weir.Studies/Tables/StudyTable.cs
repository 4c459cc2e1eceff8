namespace Weir.Studies;

/// <summary>The table of a study: a row for each cell, with a column for each measure. Terminal, Markdown and CSV show the same.</summary>
public sealed record StudyTable
{
    /// <summary>Headings of the columns that name a row: the network where there are several, and the factors.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Headings of the columns behind them.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<Row> Rows { get; init; }

    /// <summary>Sources of published figures.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>What names every row alike, and has no column for that (<see cref="Condensed"/>).</summary>
    public IReadOnlyList<(string Name, string Text)> Alike { get; init; } = [];

    /// <summary>What is the same in all rows, as in <c>rate: usual in all rows</c>; null where nothing is.</summary>
    public string? AlikeText =>
        Alike.Count == 0 ? null : string.Join("; ", Alike.Select(each => $"{each.Name}: {each.Text}")) + " in all rows";

    /// <summary>What a mark of chance says; null where no entry has one.</summary>
    public string? ChanceText => Rows.Any(row => row.Entries.Any(entry => entry.IsChance))
        ? FormattableString.Invariant($"'chance': no run of the row beat the same answer for every sample by the study's margin, {Margin}.")
        : null;

    /// <summary>By how much a run that trains beats the trivial predictor (<see cref="Study.Margin"/>).</summary>
    public double Margin { get; init; }

    /// <summary>The table without columns that name every row alike, as that of a factor of which one level is run: told once.</summary>
    public StudyTable Condensed()
    {
        int[] alike = Rows.Count < 2 ? [] : [.. Enumerable.Range(0, Names.Count)
            .Where(column => Rows.All(row => row.Names[column] == Rows[0].Names[column]))];
        return alike.Length == 0 ? this : this with
        {
            Names = [.. Names.Where((_, column) => !alike.Contains(column))],
            Rows = [.. Rows.Select(row => row with { Names = [.. row.Names.Where((_, column) => !alike.Contains(column))] })],
            Alike = [.. alike.Select(column => (Names[column], Rows[0].Names[column]))],
        };
    }

    /// <summary>What a row holds.</summary>
    /// <param name="Names">Network and levels.</param>
    /// <param name="Entries">The entries, one for each column.</param>
    public sealed record Row(IReadOnlyList<string> Names, IReadOnlyList<Entry> Entries);

    /// <summary>An entry of a table.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="IsBest">Whether none in its column is better: in the same network, or of all where the rows are networks alone.</param>
    /// <param name="IsChance">Whether no run of the row learnt more than the trivial predictor knows.</param>
    public sealed record Entry(string Text, bool IsBest = false, bool IsChance = false);

    /// <summary>Makes the table from what there is.</summary>
    /// <param name="results">The results so far.</param>
    public static StudyTable Of(StudyResults results)
    {
        Study study = results.Study;
        bool several = study.Networks.Count > 1 || study.IsOfNetworks;
        Measure[] measures = [.. study.Measures.Select(name => MeasureList.Find(name)).OfType<Measure>()];
        Dictionary<(string Cell, string Measure), CellSummary> summaries = [];
        foreach (Cell cell in results.Cells)
        {
            RunYield[] yields = [.. results.Of(cell).Select(run => run.Yield)];
            foreach (Measure measure in measures)
                summaries[(cell.Name, measure.Name)] = CellSummary.Of(yields, measure);
        }

        bool published = study.Published.Count > 0, diverges = results.Cells.Any(cell => results.Of(cell).Any(run => run.Yield.Diverged));
        return new StudyTable
        {
            Names = several ? ["network", .. study.Factors.Select(factor => factor.Name)]
                : [.. study.Factors.Select(factor => factor.Name)],
            Columns =
            [
                .. measures.Select(measure => measure.Title),
                .. study.Largest.Select(search => $"largest {search.Name}"),
                .. diverges ? [study.Measures.Contains("diverged") ? "diverged at" : "diverged"] : Array.Empty<string>(),
                .. published ? ["published"] : Array.Empty<string>(),
            ],
            Rows = [.. results.Cells.Select(MakeRow)],
            Sources = [.. study.Published.Select(figure => figure.Source).Distinct()],
            Margin = study.Margin,
        };

        Row MakeRow(Cell cell)
        {
            IReadOnlyList<(long Seed, RunYield Yield)> runs = results.Of(cell);
            bool chance = runs.Count > 0 && runs.All(run => !run.Yield.Trained);
            List<Entry> entries = [];
            foreach (Measure measure in measures)
            {
                CellSummary summary = summaries[(cell.Name, measure.Name)];
                entries.Add(new Entry(Text(measure, summary), IsBest(cell, measure, summary), chance && measure.TellsOfChance
                    && (summary.Known > 0 || summary.Diverged > 0)));
            }

            entries.AddRange(results.SearchesOf(cell).Select(state => new Entry(state.Next is null ? state.ToString() : "…")));
            if (diverges)
                entries.Add(new Entry(Diverged(runs)));
            if (published)
                entries.Add(new Entry(string.Join(", ", study.Published.Where(figure => figure.Cells.Fits(cell))
                    .Select(figure => figure.Text))));
            return new Row(several ? [cell.Network, .. cell.Levels.Select(level => level.Level)]
                : [.. cell.Levels.Select(level => level.Level)], entries);
        }

        bool IsBest(Cell cell, Measure measure, CellSummary summary)
        {
            if (measure.HigherIsBetter is not { } higher || Value(summary) is not { } value)
                return false;
            Cell[] beside = [.. results.Cells.Where(other => study.IsOfNetworks || other.Network == cell.Network)];
            if (CellGrounds.Difference(measure, beside) is not null)
                return false;
            double[] all = [.. beside.Select(other => Value(summaries[(other.Name, measure.Name)])).OfType<double>()];
            return all.Length > 1 && all.Distinct().Count() > 1 && value == (higher ? all.Max() : all.Min());
        }
    }

    /// <summary>How many seeds diverged, and when, as in <c>2 of 5, at step 312</c>.</summary>
    private static string Diverged(IReadOnlyList<(long Seed, RunYield Yield)> runs)
    {
        long[] steps = [.. runs.Where(run => run.Yield.Diverged).Select(run => run.Yield.DivergedAt).Order()];
        return steps.Length == 0 ? "" : $"{steps.Length} of {runs.Count}, at step "
            + $"{(steps[0] == steps[^1] ? $"{steps[0]}" : $"{steps[0]}–{steps[^1]}")}";
    }

    /// <summary>What seeds reached together, as in <c>47 (3 of 4)</c> where only three of them have a value.</summary>
    private static string Text(Measure measure, CellSummary summary) =>
        MeasureText.Of(measure, summary) + (summary.IsPartial ? $" ({summary.Known} of {summary.Count})" : "");

    // A mean over the seeds that got there is no better than one over all.
    private static double? Value(CellSummary summary) => summary.IsPartial ? null : summary.Centre;
}
