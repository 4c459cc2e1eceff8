namespace Weir.Data;

/// <summary>The rows of a table as sequences in order of time, those of a group one after the other.</summary>
internal sealed class SeriesRows
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The entries of all rows, one row after the other; gaps are NaN.</summary>
    public required float[] Entries { get; init; }

    /// <summary>Entries of a row.</summary>
    public required int Width { get; init; }

    /// <summary>The target of each row; of one that is not known no more than a place.</summary>
    public required Targets Targets { get; init; }

    /// <summary>Whether the target of each row is known.</summary>
    public required bool[] Known { get; init; }

    /// <summary>The line of each row in the file.</summary>
    public required long[] Lines { get; init; }

    /// <summary>When each row stands: by the column of times, else its place in its group.</summary>
    public required double[] Moments { get; init; }

    /// <summary>Rows that follow one another without a gap, from the first to behind the last.</summary>
    public required IReadOnlyList<(int Start, int End)> Runs { get; init; }

    /// <summary>The windows, in the order of their targets' moments.</summary>
    /// <param name="name">The name of the set.</param>
    /// <param name="window">How many rows, and how far the target.</param>
    /// <param name="columns">The names of the entries of a row.</param>
    /// <returns>The set, the moment of each sample's target, and the place of each window in its run.</returns>
    /// <exception cref="DataException">No run of rows is long enough.</exception>
    public (Dataset Windows, double[] Moments, int[] Places) Cut(string name, TableWindow window, IReadOnlyList<string> columns)
    {
        int ahead = (int)Math.Min(window.Rows - 1L + window.Horizon, Known.Length);
        List<(int Start, int Place)> found = [];
        foreach ((int start, int end) in Runs)
        {
            for (int row = start; row < end - ahead; row++)
            {
                if (Known[row + ahead])
                    found.Add((row, row - start));
            }
        }

        if (found.Count == 0)
            throw new DataException(TooShort(window));
        (int Start, int Place)[] windows = [.. found.OrderBy(each => Moments[each.Start + ahead])];
        int[] targets = [.. windows.Select(each => each.Start + ahead)];
        Targets told = Targets.Select(targets);
        if (told is ValueTargets values)
            told = values with { LastKnown = LastKnown(((ValueTargets)Targets), windows, window) };
        Dataset set = new(name, new Tensors.Shape(window.Rows, Width), Entries, [.. windows.Select(each => each.Start * Width)], told)
        {
            Columns = columns,
            Origins = Array.ConvertAll(targets, row => new SampleOrigin(Path, Lines[row])),
        };
        return (set, Array.ConvertAll(targets, row => Moments[row]), [.. windows.Select(each => each.Place)]);
    }

    /// <summary>The values of the last row of each window, or of the last before it whose are known.</summary>
    private float[] LastKnown(ValueTargets all, (int Start, int Place)[] windows, TableWindow window)
    {
        int[] last = new int[Known.Length];
        foreach ((int start, int end) in Runs)
        {
            for (int row = start; row < end; row++)
                last[row] = Known[row] || row == start ? row : last[row - 1];
        }

        return all.Select([.. windows.Select(each => last[each.Start + window.Rows - 1])]).Values;
    }

    private string TooShort(TableWindow window)
    {
        int longest = Runs.Count == 0 ? 0 : Runs.Max(run => run.End - run.Start);
        long needed = (long)window.Rows + window.Horizon;
        string told = Runs.Count == 1 ? $"there are {longest} rows" : $"the longest of {Runs.Count} sequences has {longest} rows";
        return longest >= needed
            ? $"{Path}: the target of every window is empty; fill it in"
            : $"{Path}: {told}, and a window of {window.Rows} with its target {window.Horizon} after it needs {needed}; take a smaller "
                + "'window' or 'horizon'";
    }
}
