using System.Runtime.InteropServices;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>Reads tables whose rows of one value of a column are a sample together.</summary>
/// <param name="schema">How cells become the entries of a row.</param>
/// <param name="classes">The classes of the target; null where it holds numbers.</param>
/// <param name="request">What tells sequences and times, how many rows a sample has, and what is done with empty cells.</param>
internal sealed class SequenceReading(TableSchema schema, CsvClasses? classes, DataRequest request)
{
    /// <summary>Reads a table whole; the samples lie in the order in which their first rows do.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">
    /// A cell that is not what its column holds, targets that differ within a sequence, or lengths that do and no length is asked for.
    /// </exception>
    public Dataset Read(string name, string path)
    {
        using TableEncoder rows = new(path, schema, request.Delimiter, request.Cancel);
        TargetReading target = new(rows, path, schema.Target, classes, request);
        int of = TargetReading.Place(path, rows, request.Sequence!);
        int time = request.Time is { } timing ? TargetReading.Place(path, rows, timing) : -1;
        int group = request.Group is { } grouping ? TargetReading.Place(path, rows, grouping) : -1;
        float[] features = new float[schema.Width()];
        Dictionary<string, Sequence> found = new(StringComparer.Ordinal);
        int targets = 0;
        while (rows.Read())
        {
            rows.Encode(features);
            string cell = rows.Cell(of);
            if (cell.Length == 0)
                throw rows.Wrong(of, "the cell is empty; it tells whose row it is");
            if (request.Missing == MissingCells.Drop && Array.Exists(features, float.IsNaN))
                continue;
            if (!found.TryGetValue(cell, out Sequence? sequence))
                found.Add(cell, sequence = new Sequence(cell, rows.Line, group < 0 ? null : rows.Cell(group)));
            double moment = time < 0 ? sequence.Rows.Count : RowMoment.Of(rows, time);
            bool isKnown = request.Missing == MissingCells.Refuse || target.IsKnown;
            sequence.Rows.Add((moment, rows.Line, (float[])features.Clone(), request.RowTargets && isKnown ? targets : -1));
            if (!isKnown)
                continue;
            if (request.RowTargets)
            {
                target.Take();
                (sequence.Target, targets) = ("", targets + 1);
                continue;
            }

            if (sequence.Target is null)
            {
                target.Take();
                (sequence.Target, sequence.Number) = (target.Cells, targets++);
            }
            else if (sequence.Target != target.Cells)
            {
                throw rows.Wrong(rows.IndexOf(schema.Target), $"the target is not that of the rows of '{cell}' ({request.Sequence}) before "
                    + "it; the rows of a sequence have one target. Where each row has its own, say 'row-targets: true'");
            }
        }

        rows.TellUnseen(request.Remark);
        // What is not known cannot be learnt from.
        Sequence[] known = [.. found.Values.Where(sequence => sequence.Target is not null)];
        if (known.Length == 0)
            throw new DataException($"{path}: there is no sequence with a target");
        int length = request.RowTargets ? Whole(path, known) : request.Length ?? Common(path, known), width = features.Length;
        if (FileLimits.Wrong((Int128)known.Length * length * width * sizeof(float)) is { } wrong)
            throw new DataException($"{path}: {known.Length} sequences of {length} rows of {width} numbers: {wrong}");
        float[] inputs = new float[known.Length * length * width];
        for (int i = 0; i < known.Length; i++)
            TableSequence.Fill(Entries(path, known[i]), inputs.AsSpan(i * length * width, length * width), width);
        Targets targetsOfAll = target.Targets();
        return new Dataset(name, new Shape(length, width), inputs, request.RowTargets ? OfRows(targetsOfAll, known, length)
            : targetsOfAll.Select([.. known.Select(each => each.Number)]))
        {
            Columns = schema.Features(),
            // In order by now.
            Origins = [.. known.Select(sequence => new SampleOrigin(path, sequence.Line)
            {
                Group = sequence.Group,
                Rows = request.RowTargets ? [.. sequence.Rows.Select(row => row.Line)] : null,
            })],
        };
    }

    private static int Common(string path, Sequence[] sequences)
    {
        Sequence shortest = sequences.MinBy(sequence => sequence.Rows.Count)!, longest = sequences.MaxBy(sequence => sequence.Rows.Count)!;
        return shortest.Rows.Count == longest.Rows.Count ? longest.Rows.Count
            : throw new DataException($"{path}: sequences have from {shortest.Rows.Count} rows ('{shortest.Name}') to {longest.Rows.Count} "
                + $"('{longest.Name}'); say in 'length' how many rows a sample has: of longer sequences the last rows are taken, and of "
                + "shorter ones the first row is repeated in front");
    }

    // Each row has a target, so that none can be left out.
    private int Whole(string path, Sequence[] sequences)
    {
        Sequence longest = sequences.MaxBy(sequence => sequence.Rows.Count)!;
        return longest.Rows.Count < 2 ? throw new DataException($"{path}: no sequence has more than one row; leave 'sequence' out")
            : request.Length is not { } asked ? longest.Rows.Count
            : asked >= longest.Rows.Count ? asked
            : throw new DataException($"{path}: sequence '{longest.Name}' has {longest.Rows.Count} rows, and a sample has {asked}; each "
                + "row has a target, so that none can be left out: give a larger 'length', or cut the sequence into several");
    }

    /// <summary>The target of each row; what stands in front of a short sequence counts for nothing.</summary>
    private static Targets OfRows(Targets taken, Sequence[] sequences, int length) => taken switch
    {
        ClassTargets classes => classes with
        {
            Labels = Placed(classes.Labels, 1, ClassTargets.Ignored, sequences, length),
            Positions = length,
        },
        ValueTargets values => values with
        {
            Values = Placed(Full(values), values.Width, float.NaN, sequences, length),
            Width = values.Width * length,
            Positions = length,
        },
        _ => throw new DataException($"targets of type {taken.GetType().Name} cannot be told row by row"),
    };

    /// <summary>Numbers of rows at the places of the rows, and another where none is.</summary>
    private static T[] Placed<T>(T[] taken, int width, T none, Sequence[] sequences, int length)
    {
        T[] placed = new T[sequences.Length * length * width];
        Array.Fill(placed, none);
        for (int i = 0; i < sequences.Length; i++)
        {
            int first = ((i + 1) * length) - sequences[i].Rows.Count;
            for (int row = 0; row < sequences[i].Rows.Count; row++)
            {
                if (sequences[i].Rows[row].Number is >= 0 and int number)
                    taken.AsSpan(number * width, width).CopyTo(placed.AsSpan((first + row) * width));
            }
        }

        return placed;
    }

    // Where cells may hold NaN, a row of which one does is not known.
    private static float[] Full(ValueTargets taken)
    {
        for (int i = 0; i < taken.Values.Length; i += taken.Width)
        {
            Span<float> row = taken.Values.AsSpan(i, taken.Width);
            if (row.Contains(float.NaN))
                row.Fill(float.NaN);
        }

        return taken.Values;
    }

    private float[] Entries(string path, Sequence sequence)
    {
        Span<(double Moment, long Line, float[] Entries, int Number)> rows = CollectionsMarshal.AsSpan(sequence.Rows);
        rows.Sort(static (a, b) => a.Moment != b.Moment ? a.Moment.CompareTo(b.Moment) : a.Line.CompareTo(b.Line));
        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i].Moment == rows[i - 1].Moment)
            {
                throw RowMoment.Twice(path, rows[i].Line, $"{rows[i - 1].Line} of the same sequence", request.Time,
                    "leave one of them out");
            }
        }

        return [.. sequence.Rows.SelectMany(row => row.Entries)];
    }

    private sealed class Sequence(string name, long line, string? group)
    {
        public string Name => name;

        public long Line => line;

        public string? Group => group;

        /// <summary>The rows; each with the number of its target, or −1.</summary>
        public List<(double Moment, long Line, float[] Entries, int Number)> Rows { get; } = [];

        public string? Target { get; set; }

        public int Number { get; set; }
    }
}
