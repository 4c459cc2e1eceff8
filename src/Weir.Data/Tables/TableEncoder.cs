namespace Weir.Data;

/// <summary>Reads a table's rows as features, by a schema; columns are found by their names, so that their order may differ.</summary>
internal sealed class TableEncoder : IDisposable
{
    private readonly TableRows _rows;
    private readonly Dictionary<string, int> _header;
    private readonly UnseenTexts _unseen = new();
    private readonly Dictionary<int, DateOrder> _orders;
    private readonly IReadOnlyDictionary<string, char>? _targetUnits;
    private readonly (TableColumn Column, int Place, int At, int Width)[] _used;
    private long _encoded;

    /// <summary>Opens a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">How cells become features.</param>
    /// <param name="delimiter">What stands between cells; null finds it.</param>
    /// <param name="cancel">Gives the reading up. Default: it goes on to its end.</param>
    /// <exception cref="DataException">It lacks a column that the schema uses.</exception>
    public TableEncoder(string path, TableSchema schema, char? delimiter = null, CancellationToken cancel = default)
    {
        _rows = TableRows.Open(path, delimiter, schema.HasDecimalCommas ? NumberForm.Commas : NumberForm.Points, cancel);
        _rows.SetThousands(schema.Thousands);
        _targetUnits = schema.TargetUnits;
        _header = _rows.Header.Select((name, i) => (name, i)).ToDictionary(entry => entry.name, entry => entry.i, StringComparer.Ordinal);
        string[] missing = [.. schema.Columns.Where(column => column.Kind != ColumnKind.Dropped && !_header.ContainsKey(column.Name))
            .Select(column => column.Name)];
        if (missing.Length > 0)
        {
            _rows.Dispose();
            throw new DataException($"{path}: there is no column {NameList.Of([.. missing.Select(name => $"'{name}'")])}; the columns are "
                + $"{NameList.Of(_rows.Header)}. Training is on {NameList.Of([.. Used(schema)])}: take a file with these columns, or name "
                + "its own so");
        }

        _orders = schema.Columns.Where(column => column.Order != DateOrder.None && _header.ContainsKey(column.Name))
            .ToDictionary(column => _header[column.Name], column => column.Order);
        int at = 0;
        _used = [.. schema.Columns.Where(column => column.Width > 0)
            .Select(column => (column, _header[column.Name], (at += column.Width) - column.Width, column.Width))];
    }

    /// <summary>The line of the file that the row starts in.</summary>
    public long Line => _rows.Line;

    /// <summary>The names of all columns of the table.</summary>
    public IReadOnlyList<string> Header => _rows.Header;

    /// <summary>The place of a column in <see cref="Header"/>; −1 where there is none.</summary>
    public int IndexOf(string column) => _header.GetValueOrDefault(column, -1);

    /// <summary>Goes to the next row; false behind the last.</summary>
    public bool Read() => _rows.Read();

    /// <summary>Goes to the next row, also where that has too few or too many cells; false behind the last.</summary>
    /// <param name="fault">What is wrong with it; null where nothing is.</param>
    public bool Read(out DataException? fault) => _rows.Read(out fault);

    /// <summary>A cell of the row by its place in <see cref="Header"/>.</summary>
    public string Cell(int column) => _rows.Cell(column);

    /// <summary>The same, for cells that may be numbers, which are written plainly.</summary>
    public string Plain(int column) => _rows.Plain(column);

    /// <summary>A cell as a number with a unit, or with its thousands apart (<see cref="TableRows.TryMeasured"/>).</summary>
    public bool TryMeasured(int column, out double number, out char unit) => _rows.TryMeasured(column, out number, out unit);

    /// <summary>The unit of a target; null where it has none.</summary>
    public char? TargetUnit(string column) =>
        _targetUnits?.TryGetValue(column, out char unit) == true ? unit : null;

    /// <summary>Says what is to be said of texts of categories that training has not, with the file, in the rows so far.</summary>
    /// <param name="remark">Is told; null for nobody.</param>
    public void TellUnseen(Action<string>? remark)
    {
        if (remark is null)
            return;
        foreach (string told in _unseen.Told(_encoded))
            remark($"{_rows.Path}, {told}");
    }

    /// <summary>Which of the day and the month comes first in a column's dates.</summary>
    public DateOrder Order(int column) => _orders.GetValueOrDefault(column);

    /// <summary>Writes the row's features; gaps are NaN.</summary>
    /// <param name="features">As many places as the schema's width.</param>
    /// <exception cref="DataException">A cell that is not what its column holds.</exception>
    public void Encode(Span<float> features)
    {
        if (TryEncode(features) is { } fault)
            throw fault;
    }

    /// <summary>Writes the row's features; gaps are NaN.</summary>
    /// <param name="features">As many places as the schema's width.</param>
    /// <returns>The cell that is not what its column holds; null where all are.</returns>
    public DataException? TryEncode(Span<float> features)
    {
        foreach ((TableColumn column, int place, int at, int width) in _used)
        {
            Span<float> target = features.Slice(at, width);
            if (column.Kind == ColumnKind.Number && ((column.TakesPlain && _rows.TryNumber(place, out double number))
                || (_rows.TryMeasured(place, out number, out char unit) && column.Takes(unit))))
            {
                target[0] = (float)number;
                if (width > 1)
                    target[1] = 0;
            }
            else if (!column.TryEncode(_rows.Cell(place), target, takesMeasured: false))
            {
                return column.IsOfOtherOrder(_rows.Cell(place)) ? _rows.WrongTable(place, column.Wrong(_rows.Cell(place)))
                    : _rows.Wrong(place, column.Wrong(_rows.Cell(place)));
            }
            else if (column.Kind == ColumnKind.Category && !target.ContainsAnyExcept(0f) && _rows.Cell(place) is var text
                && !CellText.IsEmpty(text))
            {
                _unseen.See(column.Name, text);
            }
        }

        _encoded++;
        return null;
    }

    /// <summary>The error of a cell of the row.</summary>
    public DataException Wrong(int column, string what) => _rows.Wrong(column, what);

    /// <summary>The error of a row whose cell of a column is empty, or not finite, and cannot be.</summary>
    public DataException Gap(string column) => new($"{TablePlace.Of(_rows.Path, Line)}, {TableSchema.Unfilled(column)}");

    /// <summary>Closes the file.</summary>
    public void Dispose() => _rows.Dispose();

    private static IEnumerable<string> Used(TableSchema schema) => schema.Columns.Where(column => column.Kind != ColumnKind.Dropped)
        .Select(column => column.Name);
}
