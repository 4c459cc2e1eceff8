using System.Globalization;
using System.Numerics;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Weir.Data;

/// <summary>The cells of a column of a Parquet file, for the rows of a group.</summary>
internal abstract class ParquetCells
{
    /// <summary>What a cell takes in memory at most, apart from the letters of texts: a number of 64 bits that may be missing.</summary>
    public const int MostBytes = 16;

    private static readonly Dictionary<Type, Func<ParquetRowGroupReader, DataField, int, Task<ParquetCells>>> s_kinds = new()
    {
        [typeof(double)] = NumbersAsync<double>,
        [typeof(float)] = NumbersAsync<float>,
        [typeof(decimal)] = NumbersAsync<decimal>,
        [typeof(sbyte)] = NumbersAsync<sbyte>,
        [typeof(short)] = NumbersAsync<short>,
        [typeof(int)] = NumbersAsync<int>,
        [typeof(long)] = NumbersAsync<long>,
        [typeof(byte)] = NumbersAsync<byte>,
        [typeof(ushort)] = NumbersAsync<ushort>,
        [typeof(uint)] = NumbersAsync<uint>,
        [typeof(ulong)] = NumbersAsync<ulong>,
        [typeof(bool)] = (group, field, rows) => ValuesAsync<bool>(group, field, rows, truth => truth ? "true" : "false"),
        [typeof(DateTime)] = (group, field, rows) => ValuesAsync<DateTime>(group, field, rows, Moment),
        [typeof(DateOnly)] = (group, field, rows) =>
            ValuesAsync<DateOnly>(group, field, rows, day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        [typeof(Guid)] = (group, field, rows) => ValuesAsync<Guid>(group, field, rows, id => id.ToString()),
        [typeof(TimeSpan)] = (group, field, rows) =>
            ValuesAsync<TimeSpan>(group, field, rows, span => Number(span.TotalSeconds), span => span.TotalSeconds),
    };

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A cell as the text that a table of text would have; empty where nothing is known.</summary>
    /// <param name="row">Its row in the group.</param>
    public abstract string Text(int row);

    /// <summary>A cell as a number.</summary>
    /// <param name="row">Its row in the group.</param>
    /// <param name="number">The number, which is finite.</param>
    /// <returns>False where it is no number, none that is finite, or missing.</returns>
    public virtual bool TryNumber(int row, out double number)
    {
        number = 0;
        return false;
    }

    /// <summary>Reads a column of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="field">The column.</param>
    /// <param name="rows">Rows of the group.</param>
    /// <param name="place">The file and the column, for messages.</param>
    /// <exception cref="DataException">Its cells are of a kind that tables have not.</exception>
    public static Task<ParquetCells> ReadAsync(ParquetRowGroupReader group, DataField field, int rows, string place)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
            return TextsAsync(group, field, rows);
        if (field.ClrType == typeof(ReadOnlyMemory<byte>))
            return BytesAsync(group, field, rows, place);
        return s_kinds.TryGetValue(field.ClrType, out Func<ParquetRowGroupReader, DataField, int, Task<ParquetCells>>? read)
            ? read(group, field, rows)
            : throw new DataException($"{place} holds cells of the kind {field.ClrType.Name}, which is none of a table: write it as "
                + "a number, a text or a date, or leave it out of the file");
    }

    // Missing numbers are nan where they come from data frames: a gap as any other.
    private static string Number<T>(T value)
        where T : struct, INumber<T> => T.IsNaN(value) ? "" : value.ToString(null, CultureInfo.InvariantCulture);

    private static Task<ParquetCells> NumbersAsync<T>(ParquetRowGroupReader group, DataField field, int rows)
        where T : struct, INumber<T> => ValuesAsync<T>(group, field, rows, Number, double.CreateSaturating);

    private static string Moment(DateTime moment) =>
        moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static async Task<ParquetCells> TextsAsync(ParquetRowGroupReader group, DataField field, int rows)
    {
        string?[] texts = new string?[rows];
        await group.ReadAsync(field, texts.AsMemory()).ConfigureAwait(false);
        return new Texts(texts);
    }

    private static async Task<ParquetCells> BytesAsync(ParquetRowGroupReader group, DataField field, int rows, string place)
    {
        byte[]?[] cells = new byte[]?[rows];
        await group.ReadAsync(field, cells.AsMemory()).ConfigureAwait(false);
        try
        {
            return new Texts(Array.ConvertAll(cells, cell => cell is null ? null : s_utf8.GetString(cell)));
        }
        catch (DecoderFallbackException exception)
        {
            throw new DataException($"{place} holds bytes that are no text; leave it out of the file", exception);
        }
    }

    private static async Task<ParquetCells> ValuesAsync<T>(ParquetRowGroupReader group, DataField field, int rows, Func<T, string> text,
        Func<T, double>? number = null)
        where T : struct
    {
        T[] values = new T[rows];
        if (!field.IsNullable)
        {
            await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
            return new Values<T>(values, null, text, number);
        }

        T?[] cells = new T?[rows];
        await group.ReadAsync<T>(field, cells.AsMemory()).ConfigureAwait(false);
        bool[]? missing = null;
        for (int row = 0; row < rows; row++)
        {
            if (cells[row] is { } value)
                values[row] = value;
            else
                (missing ??= new bool[rows])[row] = true;
        }

        return new Values<T>(values, missing, text, number);
    }

    private sealed class Texts(string?[] cells) : ParquetCells
    {
        public override string Text(int row) => cells[row]?.Trim() ?? "";
    }

    private sealed class Values<T>(T[] cells, bool[]? missing, Func<T, string> text, Func<T, double>? number) : ParquetCells
        where T : struct
    {
        public override string Text(int row) => missing?[row] == true ? "" : text(cells[row]);

        public override bool TryNumber(int row, out double value)
        {
            value = missing?[row] == true || number is null ? double.NaN : number(cells[row]);
            return double.IsFinite(value);
        }
    }
}
