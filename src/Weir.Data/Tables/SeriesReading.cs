namespace Weir.Data;

/// <summary>Reads tables of one kind as sequences of rows that windows are cut of.</summary>
/// <param name="schema">How cells become entries.</param>
/// <param name="classes">The classes of the target; null where it holds numbers.</param>
/// <param name="request">What stands between cells, and what is done with empty ones.</param>
/// <param name="window">What tells groups and times.</param>
internal sealed class SeriesReading(TableSchema schema, CsvClasses? classes, DataRequest request, TableWindow window)
{
    /// <summary>Reads a table whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">A cell that is not what its column holds, a class that training has not, or two rows of one time.
    /// </exception>
    public SeriesRows Read(string path)
    {
        using TableEncoder rows = new(path, schema, request.Delimiter, request.Cancel);
        TargetReading target = new(rows, path, schema.Target, classes, request);
        int group = window.Group is { } grouping ? TargetReading.Place(path, rows, grouping) : -1;
        int time = window.Time is { } timing ? TargetReading.Place(path, rows, timing) : -1;
        float[] features = new float[schema.Width()];
        List<float> entries = [];
        List<Row> read = [];
        Dictionary<string, (int Number, int Rows)> groups = new(StringComparer.Ordinal);
        TableRoom room = new(path, features.Length);
        while (rows.Read())
        {
            room.Take();
            rows.Encode(features);
            entries.AddRange(features);
            string name = group < 0 ? "" : rows.Cell(group);
            (int number, int before) = groups.GetValueOrDefault(name, (groups.Count, 0));
            groups[name] = (number, before + 1);
            double moment = time < 0 ? before : RowMoment.Of(rows, time);
            bool isWhole = request.Missing != MissingCells.Drop || !Array.Exists(features, float.IsNaN);
            if (request.Missing == MissingCells.Refuse)
                target.Take();
            bool isKnown = request.Missing == MissingCells.Refuse || target.TakeKnown();
            read.Add(new Row(read.Count, number, moment, rows.Line, isWhole, isKnown));
        }

        rows.TellUnseen(request.Remark);
        Row[] ordered = [.. read.OrderBy(row => row.Group).ThenBy(row => row.Moment)];
        RefuseDoubles(path, ordered);
        Row[] whole = [.. ordered.Where(row => row.IsWhole)];
        return new SeriesRows
        {
            Path = path,
            Width = features.Length,
            Entries = InOrder(entries, whole, features.Length),
            Targets = target.Targets().Select(Array.ConvertAll(whole, row => row.Number)),
            Known = Array.ConvertAll(whole, row => row.IsKnown),
            Lines = Array.ConvertAll(whole, row => row.Line),
            Moments = Array.ConvertAll(whole, row => row.Moment),
            Runs = RunsOf(ordered),
        };
    }

    private static float[] InOrder(List<float> entries, Row[] rows, int width)
    {
        float[] ordered = new float[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
            entries.CopyTo(rows[i].Number * width, ordered, i * width, width);
        return ordered;
    }

    /// <summary>Where rows follow one another: a row that is left out ends a sequence, as the last of a group does.</summary>
    private static List<(int Start, int End)> RunsOf(Row[] ordered)
    {
        List<(int Start, int End)> runs = [];
        int start = 0, count = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            if (i > 0 && ordered[i].Group != ordered[i - 1].Group)
                End();
            if (ordered[i].IsWhole)
                count++;
            else
                End();
        }

        End();
        return runs;

        void End()
        {
            if (count > start)
                runs.Add((start, count));
            start = count;
        }
    }

    private void RefuseDoubles(string path, Row[] ordered)
    {
        for (int i = 1; i < ordered.Length && window.Time is not null; i++)
        {
            if (ordered[i].Group == ordered[i - 1].Group && ordered[i].Moment == ordered[i - 1].Moment)
            {
                throw RowMoment.Twice(path, ordered[i].Line, $"{ordered[i - 1].Line}", window.Time, window.Group is not null
                    ? "leave one of them out"
                    : "where several things are measured at a time, name the column that tells them apart in 'group'");
            }
        }
    }

    private readonly record struct Row(int Number, int Group, double Moment, long Line, bool IsWhole, bool IsKnown);
}
