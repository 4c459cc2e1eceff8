using System.Globalization;
using CsvHelper;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// The rows of a table in a text file: a header with the column names, and cells between delimiters. Packed by gzip or not.
/// </summary>
internal sealed class DelimitedRows : TableRows
{
    // What the reader puts where bytes are no character.
    private const char Undecoded = '\uFFFD';
    private const string NotUtf8 = "it holds letters that are not UTF-8; save the table as UTF-8";

    private readonly CsvReader _reader;
    private readonly RowBoundStream _stream;
    private readonly Func<bool> _read;

    private readonly NumberForm _form;
    private DecimalComma? _commas;

    private DelimitedRows(string path, RowBoundStream stream, CsvReader reader, NumberForm form)
        : base(path) =>
        (_stream, _reader, _read, _form) = (stream, reader, reader.Read, form);

    /// <inheritdoc/>
    public override long Line => _reader.LineNumber;

    /// <summary>Opens a table and reads its header.</summary>
    /// <param name="path">The file; one that ends in .gz is unpacked.</param>
    /// <param name="delimiter">What stands between cells; null finds it.</param>
    /// <param name="form">What commas and points in numbers stand for, between semicolons.</param>
    /// <exception cref="DataException">There is no such file, or its header is none.</exception>
    public static TableRows Open(string path, char? delimiter, NumberForm form) =>
        Guard(path, delimiter, () =>
        {
            FileStream file = InputFile.Open(path);
            try
            {
                RowBoundStream stream = new(IsPacked(path) ? new WholeGzipStream(file) : file, path);
                CsvReader reader = CsvReader.Create(stream, new CsvReaderOptions
                {
                    // The header is read as a row, so that what is wrong in it gets messages like that of any other line.
                    HasHeader = false,
                    Separator = delimiter,
                    TrimWhitespace = true,
                    TrackLineNumbers = true,
                    MalformedData = CsvMalformedDataHandling.Throw,
                });
                DelimitedRows rows = new(path, stream, reader, form);
                rows.ReadHeader();
                return rows;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        });

    /// <inheritdoc/>
    protected override bool ReadRow(out DataException? fault)
    {
        fault = null;
        if (!Guard(Path, _reader.Separator, _read))
            return false;
        _stream.EndRow();
        if (_reader.FieldCount != Header.Count)
            fault = new DataException($"{Path}, line {Line}: the row has {_reader.FieldCount} cells, the header {Header.Count}");
        return true;
    }

    /// <inheritdoc/>
    public override string Cell(int column)
    {
        string cell = _reader.GetString(column);
        return cell.Contains(Undecoded) ? throw Wrong(column, NotUtf8) : cell;
    }

    /// <inheritdoc/>
    protected override string Pointed(int column)
    {
        string cell = Cell(column);
        return Commas is null ? cell
            : HasThousands(column) && MeasuredNumber.IsDoubtful(cell) ? cell.Replace(",", "", StringComparison.Ordinal)
            : Commas.Pointed(column, cell, Line) ?? cell;
    }

    /// <inheritdoc/>
    public override bool TryMeasured(int column, out double number, out char unit)
    {
        if (Commas is not { } commas)
            return base.TryMeasured(column, out number, out unit);
        // Between semicolons a number is read like any other of the table once its unit is off it; a price has no three decimals.
        number = 0;
        if (!MeasuredNumber.TryUnwrap(Cell(column), out ReadOnlySpan<char> body, out bool isNegative, out unit)
            || body is not [>= '0' and <= '9', ..])
            return false;
        bool isPrice = MeasuredNumber.IsCurrency(unit);
        string plain = body.ToString();
        if ((isPrice && MeasuredNumber.IsDoubtful(plain))
            || !CellText.TryNumber(commas.Pointed(column, plain, Line, isPrice) ?? plain, out number) || !float.IsFinite((float)number))
            return false;
        number = isNegative ? -number : number;
        return true;
    }

    /// <inheritdoc/>
    public override void CheckEnd() => _commas?.CheckEnd();

    /// <inheritdoc/>
    public override bool HasDecimalCommas => _commas?.IsThere == true;

    /// <inheritdoc/>
    public override bool WasWrong => _commas?.WasWrong == true;

    /// <inheritdoc/>
    public override bool TryNumber(int column, out double number) =>
        (Commas is null && DecimalText.TryParse(_reader.GetRawSpan(column), out number))
        || (CellText.TryNumber(Pointed(column), out number) && double.IsFinite(number));

    /// <inheritdoc/>
    public override void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    private DecimalComma? Commas => _reader.Separator != DecimalComma.Separator ? null : _commas ??= new DecimalComma(Path, Header, _form);

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
        SetHeader(header, $", line {Line}");
        if (header.All(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new DataException(
                $"{Path}, line {Line}: the first line holds numbers only; a header with the column names is expected there");
        }
    }

    private static bool IsPacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

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
        catch (InvalidDataException exception) when (IsPacked(path))
        {
            throw new DataException($"{path}: it is no gzip file, or it is damaged or cut off", exception);
        }
        catch (Exception exception) when (DiskError.Is(exception) || exception is InvalidDataException)
        {
            throw new DataException($"{path}: cannot be read: {DiskError.Words(exception)}", exception);
        }
    }
}
