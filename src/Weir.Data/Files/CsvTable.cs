using System.Globalization;
using CsvHelper;

namespace Weir.Data;

/// <summary>A table of numbers with a header, one of whose columns is the target and stays text.</summary>
internal sealed class CsvTable
{
    // What the reader puts where bytes are no character.
    private const char Undecoded = '\uFFFD';
    private const int MostNames = 20;
    private const string NotUtf8 = "it holds letters that are not UTF-8; save the table as UTF-8";

    private CsvTable(string path, string[] header, int target)
    {
        Path = path;
        Header = header;
        Target = target;
    }

    public string Path { get; }

    public string[] Header { get; }

    /// <summary>The target's place in <see cref="Header"/>.</summary>
    public int Target { get; }

    /// <summary>The numbers of the columns other than the target, row by row.</summary>
    public List<float> Features { get; } = [];

    /// <summary>The target's cells.</summary>
    public List<string> Targets { get; } = [];

    /// <summary>The line of the file that each row starts in.</summary>
    public List<long> Lines { get; } = [];

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="request">Delimiter, target column, whether NaN may be.</param>
    /// <param name="like">A table that must have the same columns, or null.</param>
    /// <exception cref="DataException">Anything that is wrong in the file, with its line and column.</exception>
    public static CsvTable Read(string path, DataRequest request, CsvTable? like = null)
    {
        if (!File.Exists(path))
            throw new DataException($"csv: there is no file {path}");
        try
        {
            using CsvReader reader = CsvReader.FromFile(path, new CsvReaderOptions
            {
                // The header is read as a row, so that what is wrong in it gets messages like that of any other line.
                HasHeader = false,
                Separator = request.Delimiter,
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw,
            });
            CsvTable table = ReadHeader(path, reader, request);
            if (like is not null && !table.Header.SequenceEqual(like.Header))
                throw new DataException($"{path}: its columns are {Some(table.Header)}; those of {like.Path} are {Some(like.Header)}. They must be the same in the same order");
            while (reader.Read())
                table.ReadRow(reader, request.AllowNonFinite);
            if (table.Targets.Count == 0)
                throw new DataException($"{path}: there is a header but no row under it");
            table.RefuseDataAsHeader();
            return table;
        }
        catch (CsvFormatException exception)
        {
            throw new DataException($"{path}, line {exception.LineNumber}: a quote is out of place or never closed; cells with quotes are quoted whole, inner quotes doubled", exception);
        }
        catch (ArgumentException exception)
        {
            throw new DataException($"csv: '{request.Delimiter}' cannot stand between cells: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>A number of a cell.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="column">The column's place.</param>
    /// <param name="line">The line of the file.</param>
    /// <param name="allowNonFinite">Whether NaN and infinities may be.</param>
    public float Number(string text, int column, long line, bool allowNonFinite)
    {
        if (text.Length == 0)
            throw Wrong(column, line, "the cell is empty; fill it in or leave the row out");
        double number = text.ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
            "-INF" or "-INFINITY" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw Wrong(column, line, $"'{text}' is not a number; only the target of a classification may be text. Turn the column into numbers, or leave it out of the table"),
        };
        if (allowNonFinite)
            return (float)number;
        if (!double.IsFinite(number))
            throw Wrong(column, line, $"'{text}' is not finite; leave the row out, or allow such values if they are meant (allow-non-finite)");
        if (!float.IsFinite((float)number))
            throw Wrong(column, line, $"'{text}' is beyond the range of 32-bit floats");
        return (float)number;
    }

    /// <summary>The first names of many, for a message.</summary>
    private static string Some(string[] names) =>
        names.Length <= MostNames ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNames))} and {names.Length - MostNames} more";

    /// <summary>The error of a cell.</summary>
    public DataException Wrong(int column, long line, string what) =>
        new($"{Path}, line {line}, column '{Header[column]}': {what}");

    private static CsvTable ReadHeader(string path, CsvReader reader, DataRequest request)
    {
        if (!reader.Read())
            throw new DataException($"{path}: the file is empty; a header with the column names is expected in its first line");
        long line = reader.LineNumber;
        string[] header = new string[reader.FieldCount];
        for (int column = 0; column < header.Length; column++)
            header[column] = reader.GetString(column);
        if (header.Any(name => name.Contains(Undecoded)))
            throw new DataException($"{path}, line {line}: {NotUtf8}");
        HashSet<string> names = new(header.Length, StringComparer.Ordinal);
        for (int column = 0; column < header.Length; column++)
        {
            if (header[column].Length == 0)
                throw new DataException($"{path}, line {line}: column {column + 1} has no name in the header");
            if (!names.Add(header[column]))
                throw new DataException($"{path}, line {line}: two columns are called '{header[column]}'; names must differ");
        }

        if (header.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            throw new DataException($"{path}, line {line}: the first line holds numbers only; a header with the column names is expected there");
        if (header.Length < 2)
            throw new DataException($"{path}, line {line}: there is one column, '{header[0]}'; a target and at least one other are needed. Is the delimiter not '{reader.Separator}'?");
        int target = request.TargetColumn is null ? header.Length - 1 : Array.IndexOf(header, request.TargetColumn);
        if (target < 0)
            throw new DataException($"{path}: there is no target column '{request.TargetColumn}'; the columns are {Some(header)}");
        return new CsvTable(path, header, target);
    }

    // Numbers above every column of numbers, and above the targets a word that is one of them: a first row, not names.
    private void RefuseDataAsHeader()
    {
        bool IsNumber(int column) => double.TryParse(Header[column], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        if (Enumerable.Range(0, Header.Length).All(column => column == Target ? Targets.Contains(Header[column]) : IsNumber(column)))
            throw new DataException($"{Path}, line 1: the first line looks like data ({string.Join(", ", Header.Take(4))}{(Header.Length > 4 ? ", …" : "")}); a header with the column names is expected there");
    }

    private void ReadRow(CsvReader reader, bool allowNonFinite)
    {
        long line = reader.LineNumber;
        if (reader.FieldCount != Header.Length)
            throw new DataException($"{Path}, line {line}: the row has {reader.FieldCount} cells, the header {Header.Length}");
        for (int column = 0; column < Header.Length; column++)
        {
            string cell = reader.GetString(column);
            if (column != Target)
                Features.Add(Number(cell, column, line, allowNonFinite));
            else if (cell.Length == 0)
                throw Wrong(column, line, "the target is empty; fill it in or leave the row out");
            else if (cell.Contains(Undecoded))
                throw Wrong(column, line, NotUtf8);
            else
                Targets.Add(cell);
        }

        Lines.Add(line);
    }
}
