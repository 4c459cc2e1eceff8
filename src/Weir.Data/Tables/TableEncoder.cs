namespace Weir.Data;

/// <summary>Reads a table's rows as features, by a schema; columns are found by their names, so that their order may differ.</summary>
internal sealed class TableEncoder : IDisposable
{
    private readonly TableRows _rows;
    private readonly Dictionary<string, int> _header;
    private readonly (TableColumn Column, int Place, int At, int Width)[] _used;

    /// <summary>Opens a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">How cells become features.</param>
    /// <param name="delimiter">What stands between cells; null finds it.</param>
    /// <exception cref="DataException">It lacks a column that the schema uses.</exception>
    public TableEncoder(string path, TableSchema schema, char? delimiter = null)
    {
        _rows = TableRows.Open(path, delimiter);
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

    /// <summary>The same with a decimal point, for cells that may be numbers.</summary>
    public string Pointed(int column) => _rows.Pointed(column);

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
            if (column.Kind == ColumnKind.Number && _rows.TryNumber(place, out double number))
            {
                target[0] = (float)number;
                if (width > 1)
                    target[1] = 0;
            }
            else if (!column.TryEncode(_rows.Cell(place), target))
            {
                return _rows.Wrong(place, column.Wrong(_rows.Cell(place)));
            }
        }

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
