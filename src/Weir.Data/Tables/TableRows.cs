using System.Globalization;

namespace Weir.Data;

/// <summary>
/// The rows of a table, one after the other: a header with the column names, and cells as text. What kind of file it is, is known here
/// alone.
/// </summary>
/// <param name="path">The file.</param>
internal abstract class TableRows(string path) : IDisposable
{
    /// <summary>The most columns of a table: more stand in a file by mistake, or for a matrix that a NumPy file holds better.</summary>
    public const int MostColumns = 100_000;

    private CancellationToken _cancel;
    private bool[] _thousands = [];

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Where the row stands, from 1: the line of a text that it starts in, else its number.</summary>
    public abstract long Line { get; }

    /// <summary>Opens a table and reads its header.</summary>
    /// <param name="path">The file: a Parquet file by its ending, else a text; one that ends in .gz is unpacked.</param>
    /// <param name="delimiter">What stands between cells of a text; null finds it.</param>
    /// <param name="form">What commas and points in numbers stand for, where semicolons stand between the cells of a text. Default: it is
    /// not known.</param>
    /// <param name="cancel">Gives the reading up. Default: it goes on to its end.</param>
    /// <exception cref="DataException">There is no such file, or its header is none.</exception>
    public static TableRows Open(string path, char? delimiter, NumberForm form = NumberForm.Open, CancellationToken cancel = default)
    {
        if (!File.Exists(path))
            throw new DataException($"csv: there is no file {path}");
        TableRows rows = TablePlace.IsOfRows(path) ? ParquetRows.Open(path, delimiter) : DelimitedRows.Open(path, delimiter, form);
        rows._cancel = cancel;
        return rows;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False behind the last.</returns>
    /// <exception cref="DataException">A row of another length than the header, or a file that cannot be read on.</exception>
    public bool Read() => Read(out DataException? fault) && (fault is null ? true : throw fault);

    /// <summary>Goes to the next row, also where that is of another length than the header.</summary>
    /// <param name="fault">What is wrong with its length; null where nothing is.</param>
    /// <returns>False behind the last.</returns>
    /// <exception cref="DataException">The file cannot be read on.</exception>
    /// <exception cref="OperationCanceledException">The reading was given up.</exception>
    public bool Read(out DataException? fault)
    {
        _cancel.ThrowIfCancellationRequested();
        return ReadRow(out fault);
    }

    /// <summary>A cell of the row, trimmed; empty where nothing is known.</summary>
    /// <param name="column">Its place in the header.</param>
    public abstract string Cell(int column);

    /// <summary>
    /// The same, but for a number with a decimal comma, a unit or its thousands apart, which is written plainly; for cells that may be
    /// numbers.
    /// </summary>
    /// <param name="column">Its place in the header.</param>
    /// <exception cref="DataException">A number that may mean two things.</exception>
    public string Plain(int column) => TryMeasured(column, out double number, out _)
        ? number.ToString("r", CultureInfo.InvariantCulture) : Pointed(column);

    /// <summary>A cell as a number with a unit, or with its thousands apart.</summary>
    /// <param name="column">Its place in the header.</param>
    /// <param name="number">The number.</param>
    /// <param name="unit">Its unit; <see cref="MeasuredNumber.None"/> for none.</param>
    /// <returns>False where it is none, as a number that is written plainly.</returns>
    public virtual bool TryMeasured(int column, out double number, out char unit) =>
        MeasuredNumber.TryParse(Cell(column), out number, out unit, HasThousands(column));

    /// <summary>Takes what columns have told of their commas: they part thousands.</summary>
    /// <param name="columns">The names of these columns; those that the table has not are passed over. Null for none.</param>
    public void SetThousands(IReadOnlyCollection<string>? columns) =>
        _thousands = columns is { Count: > 0 } ? [.. Header.Select(columns.Contains)] : [];

    /// <summary>Whether a column has told that its commas part thousands.</summary>
    protected bool HasThousands(int column) => _thousands.Length > 0 && _thousands[column];

    /// <summary>Whether a number had a decimal comma so far, and semicolons stand between the cells.</summary>
    public virtual bool HasDecimalCommas => false;

    /// <summary>
    /// Whether numbers were read otherwise than others have shown they are to be read: <see cref="NumberForm.Commas"/> reads them right.
    /// </summary>
    public virtual bool WasWrong => false;

    /// <summary>Sees at the end of a look at all cells that none may mean two things.</summary>
    /// <exception cref="DataException">One may.</exception>
    public virtual void CheckEnd()
    {
    }

    /// <summary>A cell as a number, without making a text of it.</summary>
    /// <param name="column">Its place in the header.</param>
    /// <param name="number">The number, which is finite.</param>
    /// <returns>False where it is no number, or one that is not finite.</returns>
    /// <exception cref="DataException">A number that may mean two things.</exception>
    public abstract bool TryNumber(int column, out double number);

    /// <summary>The error of a cell of this row.</summary>
    public DataException Wrong(int column, string what) => new($"{TablePlace.Of(Path, Line)}, column '{Header[column]}': {what}");

    /// <summary>The error of a cell of this row that tells of all rows.</summary>
    public DataException WrongTable(int column, string what) => new(Wrong(column, what).Message) { IsOfFile = true };

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Goes to the next row, also where that is of another length than the header.</summary>
    /// <param name="fault">What is wrong with its length; null where nothing is.</param>
    /// <returns>False behind the last.</returns>
    /// <exception cref="DataException">The file cannot be read on.</exception>
    protected abstract bool ReadRow(out DataException? fault);

    /// <summary>A cell, with a point for the comma of a number with decimal comma.</summary>
    /// <param name="column">Its place in the header.</param>
    /// <exception cref="DataException">A number that may mean two things.</exception>
    protected virtual string Pointed(int column) => Cell(column);

    /// <summary>
    /// Takes the names of the columns, which must differ. The first may have none, as the numbers of rows that other programs write in
    /// front: it is called by its place.
    /// </summary>
    /// <param name="names">The names, in order.</param>
    /// <param name="place">Where in the file they stand, for messages.</param>
    protected void SetHeader(string[] names, string place)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int column = 0; column < names.Length; column++)
        {
            if (names[column].Length == 0 && column == 0 && names.Length > 1)
                names[column] = "column 1";
            if (names[column].Length == 0)
                throw new DataException($"{Path}{place}: column {column + 1} has no name in the header; give it one, or take it out");
            if (!seen.Add(names[column]))
                throw new DataException($"{Path}{place}: two columns are called '{names[column]}'; names must differ");
        }

        Header = names;
    }
}
