using Parquet;
using Parquet.Schema;

namespace Weir.Data.Tests;

/// <summary>A table is the same set whether it comes as text or as a Parquet file.</summary>
public sealed class ParquetRowsTests
{
    private static readonly DataField[] s_fields =
    [
        new DataField<string>("plan"), new DataField<DateTime>("joined", nullable: false), new DataField<long>("calls", nullable: true),
        new DataField<double>("minutes", nullable: true), new DataField<float>("share", nullable: false), new DataField<bool>("paperless"),
        new DecimalDataField("fee", 9, 2), new DataField<string>("left"),
    ];

    private const string Text = """
        plan,joined,calls,minutes,share,paperless,fee,left
        basic,2024-05-31,3,1.5,0.25,true,9.90,stayed
        premium,2024-06-01,,2.25,1e-7,false,19.00,left
        ,2023-01-02,7,,3.5,true,0.05,stayed
        basic,2023-11-30,12,1e3,-2,false,12.5,left
        premium,2022-02-28,5,0.125,8,true,7,stayed
        """;

    [Fact]
    public async Task A_set_is_that_of_the_same_table_as_text()
    {
        using TemporaryFolder folder = new();
        string text = folder.File("churn.csv"), parquet = folder.File("churn.parquet");
        File.WriteAllText(text, Text);
        await Write(parquet, 3, 2);
        Dataset expected = Load(text, MissingCells.Flag), read = Load(parquet, MissingCells.Flag);
        read.Columns.ShouldBe(expected.Columns);
        read.Inputs.ToArray().ShouldBe(expected.Inputs.ToArray());
        ((ClassTargets)read.Targets).Labels.ShouldBe(((ClassTargets)expected.Targets).Labels);
        ((ClassTargets)read.Targets).Names.ShouldBe(["left", "stayed"]);
        // Under a header, row 1 stands in line 2.
        read.Origins!.Select(origin => origin.Line).ShouldBe(expected.Origins!.Select(origin => origin.Line - 1));
        read.Origins![0].ToString().ShouldBe($"churn.parquet, row {read.Origins![0].Line}");
        expected.Origins![0].ToString().ShouldBe($"churn.csv, line {expected.Origins![0].Line}");
    }

    [Fact]
    public async Task Messages_name_rows()
    {
        using TemporaryFolder folder = new();
        string parquet = folder.File("churn.parquet");
        await Write(parquet, 5);
        string message = Should.Throw<DataException>(() => Load(parquet, MissingCells.Refuse)).Message;
        message.ShouldContain("churn.parquet, row 3, column 'plan': the cell is empty");
        message.ShouldContain("row 2, column 'calls': the cell is empty");
        message.ShouldNotContain("line");
        Should.Throw<DataException>(() => TableRows.Open(parquet, ';')).Message
            .ShouldEndWith("nothing stands between the cells of a Parquet file; leave the delimiter ';' out");
    }

    [Fact]
    public async Task Missing_numbers_of_data_frames_are_gaps()
    {
        using TemporaryFolder folder = new();
        string parquet = folder.File("frame.parquet");
        DataField[] fields = [new DataField<double>("x", nullable: false), new DataField<double>("y", nullable: false)];
        await Make(parquet, fields, async group =>
        {
            await group.WriteAsync<double>(fields[0], new[] { 1.5, double.NaN, double.PositiveInfinity });
            await group.WriteAsync<double>(fields[1], new[] { 1e300, 2, 3 });
        });
        using TableRows rows = TableRows.Open(parquet, null);
        rows.Read().ShouldBeTrue();
        rows.Cell(1).ShouldBe("1E+300");
        rows.TryNumber(0, out double number).ShouldBeTrue();
        number.ShouldBe(1.5);
        rows.Read().ShouldBeTrue();
        rows.Cell(0).ShouldBeEmpty();
        rows.TryNumber(0, out _).ShouldBeFalse();
        rows.Read().ShouldBeTrue();
        rows.TryNumber(0, out _).ShouldBeFalse();
        rows.Cell(0).ShouldBe("Infinity");
        rows.Read().ShouldBeFalse();
    }

    [Fact]
    public async Task Cells_of_several_values_are_refused_by_their_column()
    {
        using TemporaryFolder folder = new();
        string parquet = folder.File("lists.parquet");
        DataField[] fields =
            [new DataField<int>("x", nullable: false), new DataField("many", typeof(int), isNullable: false, isArray: true)];
        await Make(parquet, fields, async group =>
        {
            await group.WriteAsync<int>(fields[0], new[] { 1, 2 });
            await group.WriteAsync<int>(fields[1], new[] { 1, 2, 3 }, new[] { 0, 1, 0 });
        });
        Should.Throw<DataException>(() => TableRows.Open(parquet, null)).Message
            .ShouldContain("column 'many': a cell holds several values");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_by_file_and_column()
    {
        using TemporaryFolder folder = new();
        string parquet = folder.File("bytes.parquet");
        DataField[] fields = [new DataField<int>("x", nullable: false), new DataField<byte[]>("blob")];
        await Make(parquet, fields, async group =>
        {
            await group.WriteAsync<int>(fields[0], new[] { 1 });
            await group.WriteAsync(fields[1], new[] { new byte[] { 0xFF, 0xFE, 0x00 } });
        });
        using TableRows rows = TableRows.Open(parquet, null);
        rows.Read().ShouldBeTrue();
        rows.Cell(0).ShouldBe("1");
        Should.Throw<DataException>(() => rows.Cell(1)).Message
            .ShouldBe($"{parquet}, column 'blob' holds bytes that are no text; leave it out of the file");
    }

    [Fact]
    public void What_is_no_parquet_file_is_refused_in_words()
    {
        using TemporaryFolder folder = new();
        string parquet = folder.File("churn.parquet");
        File.WriteAllText(parquet, Text);
        Should.Throw<DataException>(() => TableRows.Open(parquet, null)).Message
            .ShouldStartWith($"{parquet}: cannot be read as a Parquet file: ");
        File.WriteAllText(parquet, "");
        string message = Should.Throw<DataException>(() => TableRows.Open(parquet, null)).Message;
        message.ShouldStartWith($"{parquet}: cannot be read as a Parquet file: ");
        message.ShouldEndWith("; write it anew with the program that made it, or as CSV");
    }

    private static Dataset Load(string path, MissingCells missing) => new CsvSource().Load(new DataRequest
    {
        File = path,
        Missing = missing,
        ValidationCount = 0,
        TestCount = 0,
    }).Training;

    private static Task Write(string path, params int[] groups) => Make(path, s_fields, [.. groups.Select((count, i) =>
    {
        Range rows = groups[..i].Sum()..(groups[..i].Sum() + count);
        return (Func<ParquetRowGroupWriter, Task>)(group => Group(group, rows));
    })]);

    private static async Task Group(ParquetRowGroupWriter group, Range rows)
    {
        await group.WriteAsync(s_fields[0], new[] { "basic", "premium", null, "basic", "premium" }[rows]!);
        await group.WriteAsync<DateTime>(s_fields[1], new DateTime[]
        {
            new(2024, 5, 31, 0, 0, 0, DateTimeKind.Utc), new(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc),
            new(2023, 1, 2, 0, 0, 0, DateTimeKind.Utc),
            new(2023, 11, 30, 0, 0, 0, DateTimeKind.Utc), new(2022, 2, 28, 0, 0, 0, DateTimeKind.Utc),
        }[rows]);
        await group.WriteAsync<long>(s_fields[2], new long?[] { 3, null, 7, 12, 5 }[rows]);
        await group.WriteAsync<double>(s_fields[3], new double?[] { 1.5, 2.25, null, 1e3, 0.125 }[rows]);
        await group.WriteAsync<float>(s_fields[4], new float[] { 0.25f, 1e-7f, 3.5f, -2, 8 }[rows]);
        await group.WriteAsync<bool>(s_fields[5], new[] { true, false, true, false, true }[rows]);
        await group.WriteAsync<decimal>(s_fields[6], new decimal[] { 9.9m, 19, 0.05m, 12.5m, 7 }[rows]);
        await group.WriteAsync(s_fields[7], new[] { "stayed", "left", "stayed", "left", "stayed" }[rows]);
    }

    private static async Task Make(string path, DataField[] fields, params Func<ParquetRowGroupWriter, Task>[] groups)
    {
        await using FileStream stream = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        foreach (Func<ParquetRowGroupWriter, Task> write in groups)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await write(group);
            group.CompleteValidate();
        }
    }
}
