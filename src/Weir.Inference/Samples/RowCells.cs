using System.Globalization;
using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>A row of a table that is given by a program, as cells by the names of their columns.</summary>
internal static class RowCells
{
    /// <summary>Writes the entries of a row; an empty cell that nothing is known for is an error.</summary>
    /// <param name="row">The cells: texts, numbers, truths, dates; null for an empty one.</param>
    /// <param name="schema">How they become entries.</param>
    /// <param name="features">As many places as the schema is wide.</param>
    /// <exception cref="DataException">A column that is not there, or a cell that is not what the column holds.</exception>
    public static void Encode(IReadOnlyDictionary<string, object?> row, TableSchema schema, Span<float> features)
    {
        int at = 0;
        foreach (TableColumn column in schema.Columns)
        {
            if (column.Kind == ColumnKind.Dropped)
                continue;
            if (!row.TryGetValue(column.Name, out object? value))
                throw new DataException($"the row has no column '{column.Name}'; the network was trained with "
                    + $"{string.Join(", ", schema.Columns.Where(each => each.Kind != ColumnKind.Dropped).Select(each => each.Name))}. "
                    + "Give null where it is not known");
            Span<float> target = features.Slice(at, column.Width);
            string cell = TextOf(value);
            if (!column.TryEncode(cell, target))
                throw new DataException($"column '{column.Name}': {column.Wrong(cell)}");
            at += column.Width;
        }

        schema.FillGaps(features);
        if (schema.FirstGap(features) is { } gap)
            throw new DataException(TableSchema.Unfilled(gap));
    }

    /// <summary>The entries of the rows of a window or a sequence.</summary>
    /// <param name="rows">The rows in order.</param>
    /// <param name="input">What the network takes.</param>
    /// <exception cref="DataException">Too few rows, or what is wrong in one.</exception>
    public static float[] Encode(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, InputSignature input)
    {
        int length = input.Shape[0], width = input.Shape[1], least = input.Window is null ? 1 : length;
        if (rows.Count < least)
            throw new DataException($"{rows.Count} rows were given; the network sees {(least < length ? "one or more" : $"{length}")} that "
                + "follow one another");
        int count = Math.Min(rows.Count, length);
        float[] read = new float[count * width], entries = new float[length * width];
        for (int i = 0; i < count; i++)
            Encode(rows[rows.Count - count + i], input.Table!, read.AsSpan(i * width, width));
        TableSequence.Fill(read, entries, width);
        return entries;
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text.Trim(),
        bool truth => truth ? "true" : "false",
        DateTime date => date.ToString(
            date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
