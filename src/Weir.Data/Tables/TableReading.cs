using System.Globalization;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>Reads tables of one kind as sets: features by the schema, targets as classes or values.</summary>
/// <param name="schema">How cells become features.</param>
/// <param name="classes">The classes of the target; null where it holds numbers.</param>
/// <param name="request">What stands between cells, and what is done with empty ones.</param>
internal sealed class TableReading(TableSchema schema, CsvClasses? classes, DataRequest request)
{
    /// <summary>Reads a table whole.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">A cell that is not what its column holds, or a class that training has not.</exception>
    public Dataset Read(string name, string path)
    {
        using TableEncoder rows = new(path, schema, request.Delimiter);
        int width = schema.Width();
        string[] more = [.. request.MoreTargets ?? []];
        int[] places = [.. more.Select(column => Place(path, rows, column))];
        int group = request.Group is { } grouping ? Place(path, rows, grouping) : -1;
        List<float> inputs = [], values = [];
        List<int> labels = [];
        List<SampleOrigin> origins = [];
        float[] features = new float[width];
        while (rows.Read())
        {
            rows.Encode(features);
            if (request.Missing == MissingCells.Drop && Array.Exists(features, float.IsNaN))
                continue;
            string cell = rows.TargetCell ?? throw new DataException($"{path}: there is no target column '{schema.Target}'");
            // What is not known cannot be learnt from.
            if (cell.Length == 0 && request.Missing != MissingCells.Refuse)
                continue;
            if (classes is null)
                values.Add(Value(path, rows.Line, schema.Target, cell));
            else
                labels.Add(Label(path, rows.Line, cell));
            for (int i = 0; i < more.Length; i++)
                values.Add(Value(path, rows.Line, more[i], rows.Cell(places[i])));
            origins.Add(new SampleOrigin(path, rows.Line) { Group = group < 0 ? null : rows.Cell(group) });
            inputs.AddRange(features);
        }

        Targets targets = more.Length > 0 ? new ValueTargets([.. values], 1 + more.Length) { Names = [schema.Target, .. more] }
            : classes is null ? new ValueTargets([.. values])
            : new ClassTargets([.. labels], classes.Names.Count, classes.Names);
        if (targets.Count == 0)
            throw new DataException($"{path}: there is no row "
                + $"{(request.Missing == MissingCells.Drop ? "without an empty cell" : "under the header")}");
        return new Dataset(name, new Shape(width), [.. inputs], targets) { Columns = schema.Features(), Origins = origins };
    }

    private static int Place(string path, TableEncoder rows, string column)
    {
        for (int i = 0; i < rows.Header.Count; i++)
        {
            if (rows.Header[i] == column)
                return i;
        }

        throw new DataException($"{path}: there is no column '{column}'; the columns are {NameList.Of(rows.Header)}");
    }

    private int Label(string path, long line, string cell)
    {
        int label = classes!.Label(cell);
        return label >= 0
            ? label
            : throw new DataException($"{path}, line {line}, column '{schema.Target}': class '{cell}' does not occur in the training file");
    }

    private float Value(string path, long line, string column, string cell)
    {
        string place = $"{path}, line {line}, column '{column}'";
        if (cell.Length == 0)
            throw new DataException($"{place}: the target is empty; fill it in or leave the row out");
        if (!CellText.TryNumber(cell, out double number))
            throw new DataException($"{place}: '{cell}' is not a number, as the target of a regression is; say 'task: classification' if "
                + "it is a class");
        if (!request.AllowNonFinite && !double.IsFinite(number))
            throw new DataException($"{place}: '{cell}' is not finite; leave the row out, or allow such values if they are meant "
                + "(allow-non-finite)");
        if (!request.AllowNonFinite && !float.IsFinite((float)number))
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{place}: '{cell}' is beyond the range of 32-bit floats"));
        return (float)number;
    }
}
