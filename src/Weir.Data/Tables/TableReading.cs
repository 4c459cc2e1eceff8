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
        using TableEncoder rows = new(path, schema, request.Delimiter, request.Cancel);
        int width = schema.Width();
        TargetReading target = new(rows, path, schema.Target, classes, request);
        int group = request.Group is { } grouping ? TargetReading.Place(path, rows, grouping) : -1;
        List<float> inputs = [];
        List<SampleOrigin> origins = [];
        float[] features = new float[width];
        TableRoom room = new(path, width);
        while (rows.Read())
        {
            room.Take();
            rows.Encode(features);
            if (request.Missing == MissingCells.Drop && Array.Exists(features, float.IsNaN))
                continue;
            // What is not known cannot be learnt from.
            if (!target.IsKnown && request.Missing != MissingCells.Refuse)
                continue;
            target.Take();
            origins.Add(new SampleOrigin(path, rows.Line) { Group = group < 0 ? null : rows.Cell(group) });
            inputs.AddRange(features);
        }

        rows.TellUnseen(request.Remark);
        if (origins.Count == 0)
            throw new DataException($"{path}: there is no row "
                + $"{(request.Missing == MissingCells.Drop ? "without an empty cell" : "under the header")}");
        return new Dataset(name, new Shape(width), [.. inputs], target.Targets()) { Columns = schema.Features(), Origins = origins };
    }
}
