using Parquet;
using Parquet.Schema;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// The rows of a table in an Apache Parquet file. A group of rows is in memory at a time, and of that the columns which are asked for.
/// </summary>
internal sealed class ParquetRows : TableRows
{
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private readonly ParquetCells?[] _cells;
    private ParquetRowGroupReader? _group;
    private int _groups, _rows, _row = -1;
    private long _before;

    private ParquetRows(string path, ParquetReader reader)
        : base(path)
    {
        _reader = reader;
        _fields = reader.Schema.GetDataFields();
        _cells = new ParquetCells?[_fields.Length];
        if (_fields.Length > MostColumns)
            throw new DataException($"{path}: {_fields.Length} columns; up to {MostColumns} are taken");
        if (_fields.Length == 0)
            throw new DataException($"{path}: the table has no columns");
        SetHeader(Array.ConvertAll(_fields, Name), "");
        foreach (DataField field in _fields)
        {
            if (field.IsArray || field.MaxRepetitionLevel > 0)
                throw new DataException($"{path}, column '{Name(field)}': a cell holds several values; a table has one in each. Give each "
                    + "a column of its own, or leave the column out of the file");
        }
    }

    /// <inheritdoc/>
    public override long Line => _before + _row + 1;

    /// <summary>Opens a file and reads its columns' names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">What stands between cells, which can be nothing here: null.</param>
    /// <exception cref="DataException">It is no such file, or a delimiter is named.</exception>
    public static TableRows Open(string path, char? delimiter)
    {
        if (delimiter is { } given)
            throw new DataException($"{path}: nothing stands between the cells of a Parquet file; leave the delimiter '{given}' out");
        ParquetReader reader = Guard(path, () =>
        {
            using (FileStream file = InputFile.Open(path))
                ParquetFooter.Check(file);
            return ParquetReader.CreateAsync(path);
        });
        try
        {
            return Guard(path, () => Task.FromResult(new ParquetRows(path, reader)));
        }
        catch
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override bool ReadRow(out DataException? fault)
    {
        fault = null;
        _row++;
        while (_row >= _rows)
        {
            if (_groups >= _reader.RowGroupCount)
                return false;
            Guard(Path, () => Task.FromResult(OpenNext()));
        }

        return true;
    }

    /// <inheritdoc/>
    public override string Cell(int column) => Cells(column).Text(_row);

    /// <inheritdoc/>
    public override bool TryNumber(int column, out double number) => Cells(column).TryNumber(_row, out number);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _group?.Dispose();
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private bool OpenNext()
    {
        _group?.Dispose();
        (_before, _row) = (_before + _rows, 0);
        Array.Clear(_cells);
        _group = _reader.OpenRowGroupReader(_groups++);
        long rows = _group.RowCount;
        if (rows < 0 || FileLimits.Wrong((Int128)rows * _fields.Length * ParquetCells.MostBytes) is not null || rows > Array.MaxLength)
        {
            throw new DataException($"{Path}: a group of rows is said to have {rows} rows of {_fields.Length} columns, which is more than "
                + $"is read at a time; write smaller groups, or set the environment variable {FileLimits.Variable} to more");
        }

        _rows = (int)rows;
        return true;
    }

    private ParquetCells Cells(int column) =>
        _cells[column] ??= Guard(Path, () => ParquetCells.ReadAsync(_group!, _fields[column], _rows,
            $"{Path}, column '{Header[column]}'"));

    private static string Name(DataField field) => string.Join('.', field.Path.ToList());

    private static T Guard<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not (WeirException or OutOfMemoryException))
        {
            // The library was not made for damaged files: what it throws over them is of any kind.
            throw new DataException($"{path}: cannot be read as a Parquet file: {exception.Message.ReplaceLineEndings(" ")}; "
                + "write it anew with the program that made it, or as CSV", exception)
            {
                IsOfFile = true
            };
        }
    }
}
