namespace Weir.Data;

/// <summary>Where a row stands in its file, in words: texts have lines, and files of columns have rows.</summary>
internal static class TablePlace
{
    /// <summary>Whether rows are counted and not lines.</summary>
    /// <param name="path">The file, of which the ending tells.</param>
    public static bool IsOfRows(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>"line", or "row".</summary>
    /// <param name="path">The file.</param>
    public static string Word(string path) => IsOfRows(path) ? "row" : "line";

    /// <summary>As in "churn.csv, line 12" and "churn.parquet, row 11".</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line, or the number of the row.</param>
    public static string Of(string path, long line) => $"{path}, {Word(path)} {line}";
}
