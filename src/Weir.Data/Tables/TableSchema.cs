using System.Text.Json.Serialization;

namespace Weir.Data;

/// <summary>
/// How the rows of a table become features: its columns in order, without the target. It is found by looking at the training table, kept
/// with the run, and used for every other table of the same columns, in any order.
/// </summary>
/// <param name="Columns">The columns, dropped ones among them.</param>
/// <param name="Target">The name of the target column.</param>
public sealed record TableSchema(IReadOnlyList<TableColumn> Columns, string Target)
{
    /// <summary>
    /// Whether commas part the decimals of numbers, and points thousands, in a table with semicolons between its cells. Default false.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasDecimalCommas { get; init; }

    /// <summary>The units of targets that have one, by their columns: the sign of a currency, or that of per cent. Default: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyDictionary<string, char>? TargetUnits { get; init; }

    /// <summary>The columns whose commas part thousands, also in <c>1,234</c> alone, targets among them. Default: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<string>? Thousands { get; init; }

    /// <summary>The names of the features, in order.</summary>
    public IReadOnlyList<string> Features() => [.. Columns.SelectMany(column => column.Features)];

    /// <summary>The number of features.</summary>
    public int Width() => Columns.Sum(column => column.Width);

    /// <summary>
    /// Puts into empty places, which hold NaN, what their column gets; numbers that are not finite by themselves are not told apart from
    /// gaps.
    /// </summary>
    /// <param name="rows">Rows of features, one after the other.</param>
    public void FillGaps(Span<float> rows)
    {
        int width = Width(), at = 0;
        foreach (TableColumn column in Columns)
        {
            for (int i = 0; i < (column.Fill?.Count ?? 0); i++)
            {
                for (int place = at + i; place < rows.Length; place += width)
                {
                    if (float.IsNaN(rows[place]))
                        rows[place] = column.Fill![i];
                }
            }

            at += column.Width;
        }
    }

    /// <summary>The column of the first entry of a row that holds no finite number; null where there is none.</summary>
    /// <param name="row">The entries of a row.</param>
    internal string? FirstGap(ReadOnlySpan<float> row)
    {
        int place = row.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue), at = 0;
        return place < 0 ? null : Columns.First(column => (at += column.Width) > place).Name;
    }

    /// <summary>What is said of a cell that is a gap and gets nothing (<see cref="FirstGap"/>).</summary>
    /// <param name="column">Its column.</param>
    internal static string Unfilled(string column) => $"column '{column}': the cell is empty or not finite, and training had no such cells "
        + "that it could have learnt from; fill it in, or train with 'missing: median'";

    /// <summary>The same schema with what gaps get, taken from rows.</summary>
    /// <param name="rows">Rows of features of the training part, with NaN where a cell was empty.</param>
    /// <param name="missing">Mean or median; a flag goes with the median.</param>
    public TableSchema WithFill(ReadOnlySpan<float> rows, MissingCells missing)
    {
        int width = Width(), at = 0;
        List<TableColumn> columns = [];
        foreach (TableColumn column in Columns)
        {
            float[] fill = new float[column.Width];
            for (int i = 0; i < fill.Length; i++)
            {
                List<float> values = [];
                for (int place = at + i; place < rows.Length; place += width)
                {
                    if (!float.IsNaN(rows[place]))
                        values.Add(rows[place]);
                }

                fill[i] = values.Count == 0 ? 0 : missing == MissingCells.Mean ? (float)values.Average(value => (double)value)
                    : Median(values);
            }

            // Also of a column that has no gap here: rows that are predicted later may have one. An empty category is none of its texts.
            columns.Add(column.Kind is ColumnKind.Dropped or ColumnKind.Category ? column : column with { Fill = fill });
            at += column.Width;
        }

        return this with { Columns = columns };
    }

    private static float Median(List<float> values)
    {
        values.Sort();
        int middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
