using System.Globalization;

namespace Weir.Data;

/// <summary>Reads the cells of the target columns of a table, row by row, as classes or values.</summary>
/// <param name="rows">The table.</param>
/// <param name="path">Its file.</param>
/// <param name="target">The name of the target column.</param>
/// <param name="classes">The classes of the target; null where it holds numbers.</param>
/// <param name="request">Which columns are predicted beside it, and what is done with cells that are not finite.</param>
/// <exception cref="DataException">The table has not all columns.</exception>
internal sealed class TargetReading(TableEncoder rows, string path, string target, CsvClasses? classes, DataRequest request)
{
    private readonly string[] _names = [target, .. request.MoreTargets ?? []];
    private readonly int[] _places =
        [.. new[] { target }.Concat(request.MoreTargets ?? []).Select(column => Place(path, rows, column))];

    private readonly List<int> _labels = [];
    private readonly List<float> _values = [];

    /// <summary>Values of a row; 0 of classes.</summary>
    public int Width => classes is null ? _names.Length : 0;

    /// <summary>The values so far, row by row.</summary>
    public IReadOnlyList<float> Values => _values;

    /// <summary>The target's cell of the row.</summary>
    public string Cell => rows.Plain(_places[0]);

    /// <summary>The cells of all targets of the row as one text, which is the same in two rows where their targets are.</summary>
    public string Cells => string.Join('\u001f', _places.Select(rows.Plain));

    /// <summary>Whether none of the cells of the row is empty.</summary>
    public bool IsKnown => Array.TrueForAll(_places, place => rows.Cell(place) is var cell && (classes is not null ? !CellText.IsGap(cell)
        : !CellText.IsEmpty(cell) && (request.AllowNonFinite || !CellText.TryNumber(cell, out double number) || !double.IsNaN(number))));

    /// <summary>The place of a column in the header.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public static int Place(string path, TableEncoder rows, string column) => rows.IndexOf(column) is >= 0 and int place ? place
        : throw new DataException($"{path}: there is no column '{column}'; the columns are {NameList.Of(rows.Header)}");

    /// <summary>Takes the cells of the row.</summary>
    /// <exception cref="DataException">A cell that is empty, no number, or a class that training has not.</exception>
    public void Take()
    {
        if (classes is not null)
            _labels.Add(Label(Cell));
        for (int i = 0; i < Width; i++)
            _values.Add(Value(_names[i], _places[i]));
    }

    /// <summary>Takes the cells of the row where none of them is empty; where one is, the row's target is not known.</summary>
    /// <returns>Whether it is known.</returns>
    /// <exception cref="DataException">A cell that is no number, or a class that training has not.</exception>
    public bool TakeKnown()
    {
        bool isKnown = IsKnown;
        if (isKnown)
            Take();
        else if (classes is not null)
            _labels.Add(0);
        for (int i = 0; i < Width && !isKnown; i++)
            _values.Add(float.NaN);
        return isKnown;
    }

    /// <summary>The targets of all rows that were taken.</summary>
    public Targets Targets() => classes is not null ? new ClassTargets([.. _labels], classes.Names.Count, classes.Names)
        : new ValueTargets([.. _values], Width) { Names = Width > 1 ? _names : null };

    private int Label(string cell)
    {
        if (CellText.IsGap(cell))
            throw new DataException($"{TablePlace.Of(path, rows.Line)}, column '{target}': the target is empty; fill it in or leave the "
                + "row out");
        int label = classes!.Label(cell);
        return label >= 0
            ? label
            : throw new DataException($"{TablePlace.Of(path, rows.Line)}, column '{target}': class '{cell}' does not occur in the "
                + $"training file, which has {NameList.Of(classes.Names)}; correct the cell, leave its "
                + $"{(request.Sequence is null ? "row" : "sequence")} out, or put examples of the class into the training file");
    }

    private float Value(string column, int at)
    {
        string place = $"{TablePlace.Of(path, rows.Line)}, column '{column}'", cell = rows.Plain(at);
        char unit = rows.TryMeasured(at, out _, out char found) ? found : MeasuredNumber.None, known = rows.TargetUnit(column)
            ?? MeasuredNumber.None;
        // Plain numbers may stand beside a currency's.
        if (!CellText.IsEmpty(cell) && unit != known && (unit != MeasuredNumber.None || known == MeasuredNumber.Percent))
            throw new DataException($"{place}: '{rows.Cell(at)}' is {(unit == MeasuredNumber.None ? "no number of %" : $"in {unit}")}, and "
                + $"the targets of training {(known == MeasuredNumber.None ? "have no unit" : $"are in {known}")}; write it in their unit");
        if (CellText.IsEmpty(cell))
            throw new DataException($"{place}: the target is empty; fill it in or leave the row out");
        if (!CellText.TryNumber(cell, out double number))
            throw new DataException($"{place}: {CellText.NoNumber(cell)}, as the target of a regression is; say 'task: classification' if "
                + "it is a class");
        if (!request.AllowNonFinite && !double.IsFinite(number))
            throw new DataException($"{place}: '{cell}' is not finite; leave the row out, or allow such values if they are meant "
                + "(allow-non-finite)");
        if (!request.AllowNonFinite && !float.IsFinite((float)number))
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{place}: '{cell}' is beyond the range of 32-bit floats"));
        return (float)number;
    }
}
