namespace Weir.Data;

/// <summary>How many rows the sequences of a table have.</summary>
/// <param name="Column">The column whose rows of one value are a sequence.</param>
/// <param name="Count">How many sequences there are.</param>
/// <param name="Shortest">Rows of the shortest.</param>
/// <param name="Longest">Rows of the longest.</param>
public sealed record SequenceLengths(string Column, int Count, int Shortest, int Longest)
{
    /// <summary>
    /// The line of the first row whose target is not that of the rows of its sequence before it, so that rows have targets of their own;
    /// null where there is none, or no target was told.
    /// </summary>
    public long? OtherTarget { get; init; }

    /// <summary>Reads a table and counts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column whose rows of one value are a sequence.</param>
    /// <param name="delimiter">What stands between cells. Default: it is found.</param>
    /// <param name="target">The column that is to be predicted. Default: none is looked at.</param>
    /// <param name="cancel">Gives it up. Default: it goes on to its end.</param>
    /// <exception cref="DataException">The table cannot be read, or it has no such column.</exception>
    public static SequenceLengths Of(string path, string column, char? delimiter = null, string? target = null,
        CancellationToken cancel = default)
    {
        using TableRows rows = TableRows.Open(path, delimiter, NumberForm.Open, cancel);
        int place = Place(column), told = target is null ? -1 : Place(target);
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        Dictionary<string, string> targets = new(StringComparer.Ordinal);
        long? other = null;
        while (rows.Read())
        {
            string name = rows.Cell(place);
            counts[name] = counts.GetValueOrDefault(name) + 1;
            // Of an empty cell the target is not known.
            if (other is null && told >= 0 && rows.Cell(told) is { Length: > 0 } cell && !targets.TryAdd(name, cell)
                && targets[name] != cell)
                other = rows.Line;
        }

        return counts.Count == 0 ? throw new DataException($"{path}: there is a header but no row under it")
            : new SequenceLengths(column, counts.Count, counts.Values.Min(), counts.Values.Max()) { OtherTarget = other };

        int Place(string name) => rows.Header.ToList().IndexOf(name) is >= 0 and int found ? found
            : throw new DataException($"{path}: there is no column '{name}'; the columns are {NameList.Of(rows.Header)}");
    }
}
