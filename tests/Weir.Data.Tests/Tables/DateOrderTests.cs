namespace Weir.Data.Tests.Tables;

/// <summary>Dates with slashes or hyphens behind the day and the month: the column tells which of the two comes first.</summary>
public sealed class DateOrderTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("weir-order-").FullName, "table.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData("1/2/2000\n1/31/2000\n", DateOrder.MonthFirst, 1)]
    [InlineData("1/2/2000\n31/1/2000\n", DateOrder.DayFirst, 31)]
    [InlineData("01-02-2000\n01-31-2000\n", DateOrder.MonthFirst, 1)]
    [InlineData("1/2/00\n1/31/00\n", DateOrder.MonthFirst, 1)]
    [InlineData("1/2/2000 6:00 AM\n1/31/2000 6:00 PM\n", DateOrder.MonthFirst, 1.25)]
    [InlineData("2-Jan-2000\n31-Jan-2000\n", DateOrder.None, 1)]
    [InlineData("2000-01-02\n2000-01-31\n", DateOrder.None, 1)]
    public void A_column_of_one_order_is_of_dates(string cells, DateOrder order, double first)
    {
        File.WriteAllText(_file, "day,y\n" + cells.Replace("\n", ",1\n", StringComparison.Ordinal));
        TableProfile profile = TableProfile.Of(_file, "y");
        (profile.Columns[0].Kind, profile.Columns[0].Order).ShouldBe((ColumnKind.Date, order));
        TableSchema schema = profile.Schema(new DataRequest());
        using TableEncoder rows = new(_file, schema);
        float[] row = new float[schema.Width()];
        rows.Read().ShouldBeTrue();
        rows.Encode(row);
        row[0].ShouldBe((float)first);
        RowMoment.Of(rows, 0).ShouldBe(first);
    }

    [Fact]
    public void Where_either_may_come_first_nothing_is_guessed()
    {
        File.WriteAllText(_file, "day,y\n1/2/2000,1\n3/4/2000,2\n");
        TableProfile profile = TableProfile.Of(_file, "y");
        profile.Columns[0].Kind.ShouldBeNull();
        Should.Throw<DataException>(() => profile.Schema(new DataRequest())).Message.ShouldContain(
            "line 2, column 'day': in '1/2/2000' the day or the month may be the first, as in all of its dates; write them as 2024-05-31");
    }

    [Fact]
    public void Dates_of_both_orders_are_texts()
    {
        File.WriteAllText(_file, "day,y\n13/2/2000,1\n2/13/2000,2\n");
        TableProfile.Of(_file, "y").Columns[0].Kind.ShouldBe(ColumnKind.Category);
    }

    [Fact]
    public void A_later_table_is_read_in_the_order_of_training()
    {
        File.WriteAllText(_file, "day,y\n1/31/2000,1\n2/13/2000,2\n");
        TableSchema schema = TableProfile.Of(_file, "y").Schema(new DataRequest());
        File.WriteAllText(_file, "day\n2/1/2000\n31/1/2000\n");
        using TableEncoder rows = new(_file, schema);
        float[] row = new float[schema.Width()];
        rows.Read();
        rows.Encode(row);
        row[0].ShouldBe(31);
        rows.Read();
        DataException fault = rows.TryEncode(row)!;
        fault.Message.ShouldContain("'31/1/2000' is no date with the month first");
        // All rows of the table may have them the other way round, also those in which nothing shows it.
        fault.IsOfFile.ShouldBeTrue();
    }
}
