using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace Weir.Data;

/// <summary>
/// The rows of a table in a text file, one after the other: a header with the column names, and cells as text. Packed by gzip or not.
/// </summary>
internal sealed class TableRows : IDisposable
{
    /// <summary>The most columns of a table: more stand in a file by mistake, or for a matrix that a NumPy file holds better.</summary>
    public const int MostColumns = 100_000;

    // What the reader puts where bytes are no character.
    private const char Undecoded = '\uFFFD';
    private const string NotUtf8 = "it holds letters that are not UTF-8; save the table as UTF-8";

    private readonly CsvReader _reader;
    private readonly Stream _stream;
    private readonly Func<bool> _read;

    private TableRows(string path, Stream stream, CsvReader reader) =>
        (Path, _stream, _reader, _read) = (path, stream, reader, reader.Read);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The line of the file that the row starts in, from 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>Opens a table and reads its header.</summary>
    /// <param name="path">The file; one that ends in .gz is unpacked.</param>
    /// <param name="delimiter">What stands between cells; null finds it.</param>
    /// <exception cref="DataException">There is no such file, or its header is none.</exception>
    public static TableRows Open(string path, char? delimiter)
    {
        if (!File.Exists(path))
            throw new DataException($"csv: there is no file {path}");
        return Guard(path, delimiter, () =>
        {
            Stream file = File.OpenRead(path);
            try
            {
                Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress)
                    : file;
                CsvReader reader = CsvReader.Create(stream, new CsvReaderOptions
                {
                    // The header is read as a row, so that what is wrong in it gets messages like that of any other line.
                    HasHeader = false,
                    Separator = delimiter,
                    TrimWhitespace = true,
                    TrackLineNumbers = true,
                    MalformedData = CsvMalformedDataHandling.Throw,
                });
                TableRows rows = new(path, file, reader);
                rows.ReadHeader();
                return rows;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        });
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False behind the last.</returns>
    /// <exception cref="DataException">A row of another length than the header, or a file that cannot be read on.</exception>
    public bool Read() => Read(out DataException? fault) && (fault is null ? true : throw fault);

    /// <summary>Goes to the next row, also where that is of another length than the header.</summary>
    /// <param name="fault">What is wrong with its length; null where nothing is.</param>
    /// <returns>False behind the last.</returns>
    /// <exception cref="DataException">The file cannot be read on.</exception>
    public bool Read(out DataException? fault)
    {
        fault = null;
        if (!Guard(Path, _reader.Separator, _read))
            return false;
        if (_reader.FieldCount != Header.Count)
            fault = new DataException($"{Path}, line {Line}: the row has {_reader.FieldCount} cells, the header {Header.Count}");
        return true;
    }

    /// <summary>A cell of the row, trimmed.</summary>
    /// <param name="column">Its place in the header.</param>
    public string Cell(int column)
    {
        string cell = _reader.GetString(column);
        return cell.Contains(Undecoded) ? throw Wrong(column, NotUtf8) : cell;
    }

    /// <summary>A cell as a number, without making a text of it.</summary>
    /// <param name="column">Its place in the header.</param>
    /// <param name="number">The number, which is finite.</param>
    /// <returns>False where it is no number, or one that is not finite.</returns>
    public bool TryNumber(int column, out double number) =>
        DecimalText.TryParse(_reader.GetRawSpan(column), out number) || (_reader.TryParse(column, out number) && double.IsFinite(number));

    /// <summary>The error of a cell of this row.</summary>
    public DataException Wrong(int column, string what) => new($"{Path}, line {Line}, column '{Header[column]}': {what}");

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    private void ReadHeader()
    {
        if (!_reader.Read())
            throw new DataException($"{Path}: the file is empty; a header with the column names is expected in its first line");
        if (_reader.FieldCount > MostColumns)
            throw new DataException($"{Path}, line {Line}: {_reader.FieldCount} columns; up to {MostColumns} are taken. Is the delimiter "
                + "right?");
        string[] header = new string[_reader.FieldCount];
        for (int column = 0; column < header.Length; column++)
            header[column] = _reader.GetString(column);
        if (header.Any(name => name.Contains(Undecoded)))
            throw new DataException($"{Path}, line {Line}: {NotUtf8}");
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int column = 0; column < header.Length; column++)
        {
            if (header[column].Length == 0)
                throw new DataException($"{Path}, line {Line}: column {column + 1} has no name in the header");
            if (!names.Add(header[column]))
                throw new DataException($"{Path}, line {Line}: two columns are called '{header[column]}'; names must differ");
        }

        if (header.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new DataException(
                $"{Path}, line {Line}: the first line holds numbers only; a header with the column names is expected there");
        }

        Header = header;
    }

    private static T Guard<T>(string path, char? delimiter, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception)
        {
            throw new DataException($"{path}, line {exception.LineNumber}: a quote is out of place or never closed; cells with quotes are "
                + "quoted whole, inner quotes doubled", exception);
        }
        catch (ArgumentException exception)
        {
            throw new DataException($"csv: '{delimiter}' cannot stand between cells: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }
}
