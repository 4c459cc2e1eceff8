namespace Weir.Data.Tests.Sources;

/// <summary>Tables as they come: texts, dates, truths, gaps, columns that say nothing.</summary>
public sealed class TableTests : IDisposable
{
    private const string Churn = """
        id,city,plan,joined,active,age,left
        c-001,Oslo,basic,2024-01-01,yes,31,no
        c-002,Bergen,pro,2024-07-01,no,,yes
        c-003,Oslo,pro,2024-12-31,yes,45,no
        c-004,,basic,2023-01-02,yes,29,yes

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_typed_by_looking()
    {
        DataSplit split = Load(Churn, All with { Missing = MissingCells.Median, Drop = ["id"] });
        split.Table!.Columns.Select(column => column.Kind).ShouldBe(
            [ColumnKind.Dropped, ColumnKind.Category, ColumnKind.Category, ColumnKind.Date, ColumnKind.Boolean, ColumnKind.Number]);
        split.Table.Features().ShouldBe(
        [
            "city=Bergen", "city=Oslo", "plan=basic", "plan=pro", "joined.days", "joined.year.sin", "joined.year.cos", "joined.week.sin",
            "joined.week.cos", "active", "age",
        ]);
        ((ClassTargets)split.Training.Targets).Names.ShouldBe(["no", "yes"]);
        split.Training.SampleSize.ShouldBe(11);
    }

    [Fact]
    public void A_category_is_a_feature_for_each_text_and_none_for_one_that_training_has_not()
    {
        _folder.Write("test.csv", "city,age,left\nRome,31,no\nOslo,1,yes\n");
        DataSplit split = Load("city,age,left\nOslo,1,no\nBergen,2,yes\n", All with { TestFile = "test.csv", TestCount = null });
        split.Test!.Sample(0).ToArray().ShouldBe([0, 0, 31]);
        split.Test!.Sample(1).ToArray().ShouldBe([0, 1, 1]);
    }

    [Fact]
    public void Days_are_a_number_and_points_on_circles()
    {
        DataSplit split = Load("day,left\n2000-01-02,no\n2000-01-09,yes\n", All);
        float[][] rows = [.. Enumerable.Range(0, 2).Select(i => split.Training.Sample(i).ToArray()).OrderBy(row => row[0])];
        rows[0][0].ShouldBe(1);
        rows[1][0].ShouldBe(8);
        // Both are Sundays, and a day behind the first of the year is a 366th of the circle on.
        rows[0][3].ShouldBe(rows[1][3]);
        rows[0][1].ShouldBe((float)Math.Sin(2 * Math.PI / 366), 1e-6);
    }

    [Fact]
    public void Days_are_written_with_dots_too_the_day_first_and_numbers_with_a_point_are_none()
    {
        DataSplit split = Load("day;x;left\n3.1.2000;1,5;no\n31.12.2000 12:00;12,25;yes\n", All);
        split.Table!.Columns.Select(column => column.Kind).ShouldBe([ColumnKind.Date, ColumnKind.Number]);
        Enumerable.Range(0, 2).Select(i => split.Training.Sample(i)[0]).Order().ShouldBe([2f, 365.5f]);
        CellText.TryDate("12.345678", DateOrder.None, out _).ShouldBeFalse();
        CellText.TryDate("1.13.2000", DateOrder.None, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_first_column_without_a_name_is_called_by_its_place()
    {
        // As other programs write the numbers of rows.
        DataSplit split = Load(",a,left\n0,1,no\n1,2,yes\n", All);
        split.Table!.Columns.Select(column => column.Name).ShouldBe(["column 1", "a"]);
        Should.Throw<DataException>(() => Load("a,,left\n0,1,no\n1,2,yes\n", All)).Message.ShouldContain("column 2 has no name");
        Should.Throw<DataException>(() => Load(",column 1,left\n0,1,no\n1,2,yes\n", All)).Message.ShouldContain("called 'column 1'");
    }

    [Fact]
    public void Gaps_get_the_median_of_the_training_part_alone()
    {
        string text = "a,b\n1,x\n2,y\nNA,x\n9,y\n";
        Load(text, All with { Missing = MissingCells.Median }).Training.Inputs.Order().ShouldBe([1f, 2f, 2f, 9f]);
        Load(text, All with { Missing = MissingCells.Mean }).Training.Inputs.Order().ShouldBe([1f, 2f, 4f, 9f]);
        Load(text, All with { Missing = MissingCells.Drop }).Training.Inputs.Order().ShouldBe([1f, 2f, 9f]);
    }

    [Fact]
    public void Gaps_are_flagged_by_a_feature_more()
    {
        DataSplit split = Load("a,b\n1,x\n3,y\n,x\n", All with { Missing = MissingCells.Flag });
        split.Table!.Features().ShouldBe(["a", "a is empty"]);
        Enumerable.Range(0, 3).Select(i => string.Join(' ', split.Training.Sample(i).ToArray())).Order().ShouldBe(["1 0", "2 1", "3 0"]);
    }

    [Fact]
    public void Codes_that_are_numbers_can_be_categories()
    {
        DataSplit split = Load("code,b\n10,x\n20,y\n10,y\n", All with { Categories = ["code"] });
        split.Table!.Features().ShouldBe(["code=10", "code=20"]);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_what_to_write()
    {
        string rows = string.Join('\n', Enumerable.Range(0, 60).Select(i => $"n{i},{(i == 7 ? "" : i)},{i % 2}"));
        string message = Should.Throw<DataException>(() => Load($"name,age,b\n{rows}\n", All)).Message;
        message.ShouldContain("line 2, column 'name': 'n0' is not a number, and the column has 60, nearly all different, texts; write "
            + "'drop: [name]'");
        message.ShouldContain("line 9, column 'age': the cell is empty; write 'missing: median'");
    }

    [Fact]
    public void A_column_that_does_not_exist_is_named() =>
        Should.Throw<DataException>(() => Load("a,b\n1,x\n2,y\n", All with { Drop = ["c"] }))
            .Message.ShouldContain("there is no column 'c'; the columns are a, b");

    [Fact]
    public void A_packed_table_is_read_as_it_is()
    {
        using (FileStream file = File.Create(_folder.File("table.csv.gz")))
        using (System.IO.Compression.GZipStream packed = new(file, System.IO.Compression.CompressionLevel.Fastest))
            packed.Write("a,b\n1,x\n2,y\n"u8);
        DataSources.Load("csv", All with { File = "table.csv.gz", Directory = _folder.Path }).Training.Count.ShouldBe(2);
    }

    [Fact]
    public void A_table_that_is_called_packed_and_is_not_is_refused_for_that()
    {
        string plain = _folder.Write("plain.csv.gz", "a,b\n1,x\n2,y\n");
        Should.Throw<DataException>(() => DataSources.Load("csv", All with { File = plain })).Message
            .ShouldBe($"{plain}: it is no gzip file, or it is damaged or cut off");
    }

    private static DataRequest All => new() { ValidationCount = 0, TestCount = 0 };

    private DataSplit Load(string text, DataRequest request)
    {
        _folder.Write("table.csv", text);
        return DataSources.Load("csv", request with { File = "table.csv", Directory = _folder.Path });
    }
}
