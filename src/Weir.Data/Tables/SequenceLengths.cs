namespace Weir.Data;

/// <summary>How many rows the sequences of a table have.</summary>
/// <param name="Column">The column whose rows of one value are a sequence.</param>
/// <param name="Count">How many sequences there are.</param>
/// <param name="Shortest">Rows of the shortest.</param>
/// <param name="Longest">Rows of the longest.</param>
public sealed record SequenceLengths(string Column, int Count, int Shortest, int Longest)
{
    /// <summary>Reads a table and counts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column whose rows of one value are a sequence.</param>
    /// <param name="delimiter">What stands between cells. Default: it is found.</param>
    /// <exception cref="DataException">The table cannot be read, or it has no such column.</exception>
    public static SequenceLengths Of(string path, string column, char? delimiter = null)
    {
        using TableRows rows = TableRows.Open(path, delimiter);
        int place = rows.Header.ToList().IndexOf(column);
        if (place < 0)
            throw new DataException($"{path}: there is no column '{column}'; the columns are {NameList.Of(rows.Header)}");
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        while (rows.Read())
        {
            string name = rows.Cell(place);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        return counts.Count == 0 ? throw new DataException($"{path}: there is a header but no row under it")
            : new SequenceLengths(column, counts.Count, counts.Values.Min(), counts.Values.Max());
    }
}
