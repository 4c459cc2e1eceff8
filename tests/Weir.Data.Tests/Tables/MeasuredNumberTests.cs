namespace Weir.Data.Tests.Tables;

/// <summary>Numbers with a currency or per cent, and with their thousands apart, as reports write them.</summary>
public sealed class MeasuredNumberTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("weir-measured-").FullName, "table.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData("$254,250", 254250, '$')]
    [InlineData("$ 1,234,567.89", 1234567.89, '$')]
    [InlineData("-$5", -5, '$')]
    [InlineData("$-5.5", -5.5, '$')]
    [InlineData("12.5%", 12.5, '%')]
    [InlineData("7 %", 7, '%')]
    [InlineData("99 €", 99, '€')]
    [InlineData("1,234,567", 1234567, '\0')]
    [InlineData("-1,234.5", -1234.5, '\0')]
    [InlineData("(897)", -897, '\0')]
    [InlineData("(1,234.5)", -1234.5, '\0')]
    [InlineData("($1,234)", -1234, '$')]
    [InlineData("(8)", -8, '\0')]
    public void They_are_numbers(string cell, double expected, char unit)
    {
        MeasuredNumber.TryParse(cell, out double number, out char found).ShouldBeTrue();
        (number, found).ShouldBe((expected, unit));
    }

    [Theory]
    [InlineData("1,234")]
    [InlineData("0,123,456")]
    [InlineData("$1,23")]
    [InlineData("$1.234")]
    [InlineData("1,234%")]
    [InlineData("(1,234)")]
    [InlineData("(n)")]
    [InlineData("()")]
    [InlineData("$")]
    [InlineData("5%x")]
    [InlineData("$5%")]
    [InlineData("12")]
    [InlineData("a,b")]
    [InlineData("")]
    public void What_may_mean_two_things_or_is_written_plainly_is_none(string cell) =>
        MeasuredNumber.TryParse(cell, out _, out _).ShouldBeFalse();

    [Fact]
    public void A_table_has_them_as_features_and_as_its_target()
    {
        File.WriteAllText(_file, "rate,fee,price\n12.5%,$5,\"$254,250\"\n7%,6,\"$1,300,000\"\n0.5%,$7.25,$900\n");
        Dataset data = Load();
        Rows(data).ShouldBe([[0.5f, 7.25f, 900], [7, 6, 1_300_000], [12.5f, 5, 254_250]]);
        TableProfile profile = TableProfile.Of(_file, "price");
        profile.Columns.Select(column => column.Unit).ShouldBe(['%', '$', '$']);
        profile.Target.Numbers.ShouldBe(3);
    }

    [Theory]
    // What shows it: several commas, a point in the same column, and a number without a comma below a thousand.
    [InlineData(428_576, 1_234_567, "428,576", "1,234,567", "7")]
    [InlineData(1204, 8950, "1,204", "8,950", "12.5")]
    [InlineData(1204, 8950, "1,204", "8,950", "950")]
    public void Commas_part_thousands_where_their_column_tells(float first, float second, params string[] cells)
    {
        File.WriteAllText(_file, "size,price\n" + string.Concat(cells.Select((cell, i) => $"\"{cell}\",{i + 0.5}\n")));
        Rows(Load()).SelectMany(row => row.SkipLast(1)).Order().TakeLast(2).ShouldBe([first, second]);
        TableSchema schema = TableProfile.Of(_file).Schema(new DataRequest());
        schema.Thousands.ShouldBe(["size"]);
        // A later table is read alike, though it does not tell.
        File.WriteAllText(_file, "size\n\"2,345\"\n");
        using TableEncoder encoder = new(_file, schema);
        encoder.Read().ShouldBeTrue();
        float[] features = new float[1];
        encoder.Encode(features);
        features[0].ShouldBe(2345);
    }

    [Theory]
    // One alone may be a slip; beside thousands without a comma, and others than three digits behind it, it may part decimals.
    [InlineData("\"1,204\"", "950", "12.5")]
    [InlineData("\"1,204\"", "\"1,950\"", "1700")]
    [InlineData("\"1,204\"", "\"1,95\"", "950")]
    public void Else_they_may_part_decimals(params string[] cells)
    {
        File.WriteAllText(_file, "size,price\n" + string.Concat(cells.Select((cell, i) => $"{cell},{i + 0.5}\n")));
        TableProfile profile = TableProfile.Of(_file);
        profile.Columns[0].TellsOfThousands.ShouldBeFalse();
        profile.Columns[0].Numbers.ShouldBeLessThan(3);
    }

    [Fact]
    public void A_price_that_may_be_two_in_a_table_of_decimal_commas_is_refused()
    {
        File.WriteAllText(_file, "x;price\n1,5;$12,50\n2,5;$99,90\n3,5;$7,20\n");
        TableSchema schema = TableProfile.Of(_file, "x").Schema(new DataRequest());
        File.WriteAllText(_file, "x;price\n1,5;$1,234\n");
        using TableEncoder encoder = new(_file, schema);
        encoder.Read().ShouldBeTrue();
        Should.Throw<DataException>(() => encoder.Encode(new float[1])).Message.ShouldContain("'$1,234' is not a number of $");
    }

    [Theory]
    // A point of decimals in the column tells of prices for a litre; a decimal comma anywhere of thousands.
    [InlineData("oil;price\n46.9;1.364 €\n47.1;1.92 €\n", 1.364, 1.92)]
    [InlineData("oil;price\n46,9;1.364 €\n47,1;920 €\n", 920, 1364)]
    [InlineData("oil;price\n46,9;(1.364,50)\n47,1;(12,5)\n", -1364.5, -12.5)]
    public void Between_semicolons_a_price_is_read_as_other_numbers_are(string text, double low, double high)
    {
        File.WriteAllText(_file, text);
        Rows(Load()).Select(row => row[^1]).Order().ShouldBe([(float)low, (float)high]);
    }

    [Theory]
    [InlineData("x;price\n1.234;9 €\n950;1.150 €\n", "'1.150' in line 3 may be 1150 or 1.150")]
    [InlineData("oil;price\n46;1.364 €\n47;1.299 €\n", "'1.364' in line 2 may be 1364 or 1.364; write it without the point")]
    [InlineData("oil;price\n12.5;1,364\n47;1,299\n", "'1,364' in line 2 may be 1364 or 1.364, as '12.5' in line 2 has a point")]
    public void Between_semicolons_what_may_be_two_things_is_refused(string text, string message)
    {
        File.WriteAllText(_file, text);
        Should.Throw<DataException>(Load).Message.ShouldContain(message);
    }

    [Theory]
    // What a later table may not mix, in one that was learnt with decimal commas and in one with points.
    [InlineData("x;y\n1,5;1\n2,25;2\n", "x;y\n1.25;1\n1.125;2\n", "so that '1.125' in line 3 may be")]
    [InlineData("x;y\n1.5;1\n2.25;2\n", "x;y\n3,492;1\n", "'3,492' in line 2 may be 3492 or 3.492, and the numbers of training have "
        + "points")]
    public void A_later_table_that_may_mean_two_things_is_refused(string training, string later, string message)
    {
        File.WriteAllText(_file, training);
        TableSchema schema = TableProfile.Of(_file, "y").Schema(new DataRequest());
        File.WriteAllText(_file, later);
        using TableEncoder encoder = new(_file, schema);
        Should.Throw<DataException>(() =>
        {
            while (encoder.Read())
                encoder.Encode(new float[1]);
        }).Message.ShouldContain(message);
    }

    [Fact]
    public void A_table_tells_of_the_commas_of_all_its_columns_and_a_later_one_with_semicolons_is_read_alike()
    {
        File.WriteAllText(_file, "size,price\n\"3,492\",\"572,037\"\n609,\"100,250\"\n\"1,204\",\"230,111\"\n");
        TableSchema schema = TableProfile.Of(_file, "price").Schema(new DataRequest());
        schema.Thousands.ShouldBe(["size", "price"]);
        File.WriteAllText(_file, "size;a\n3,492;1\n");
        using TableEncoder encoder = new(_file, schema);
        encoder.Read().ShouldBeTrue();
        float[] features = new float[1];
        encoder.Encode(features);
        features[0].ShouldBe(3492);
    }

    [Fact]
    public void A_slip_among_dates_is_told_with_its_line()
    {
        File.WriteAllText(_file, "day,y\n" + string.Concat(Enumerable.Range(1, 28).Select(day => $"2024-02-{day:00},{day}\n"))
            + "2024-02-30,3\n");
        TableProfile profile = TableProfile.Of(_file);
        profile.Columns[0].Kind.ShouldBeNull();
        Should.Throw<DataException>(() => profile.Schema(new DataRequest())).Message
            .ShouldContain("line 30, column 'day': '2024-02-30' is no date, as the cells of 28 rows are; mend it, or 'drop: [day]'");
    }

    [Fact]
    public void Between_semicolons_they_have_a_decimal_comma()
    {
        File.WriteAllText(_file, "rate;fee;price\n12,5 %;5;1.234,50 €\n7 %;1,5;900 €\n");
        Rows(Load()).ShouldBe([[7, 1.5f, 900], [12.5f, 5, 1234.5f]]);
    }

    [Theory]
    [InlineData("x,price\n5%,1\n0.5,2\n", "column 'x': some of its numbers are in %, others are not")]
    [InlineData("x,price\n$5,1\n€6,2\n", "column 'x': some of its numbers are in $, others in €")]
    [InlineData("x,price\n5,$1\n6,2 €\n", "column 'price': some of its numbers are in $, others in €")]
    [InlineData("x,price\n\"1,234\",1\n\"5,678\",2\n\"7,900\",2\n\"9,100\",2\n", null)]
    [InlineData("x,price\n5,1.5\n6,\"1,234\"\n7,2.5\n", "'1,234' is not a number: its comma may part thousands or decimals")]
    public void Several_units_in_a_column_are_told(string text, string? message)
    {
        File.WriteAllText(_file, text);
        if (message is null)
            TableProfile.Of(_file, "price").Columns[0].Numbers.ShouldBe(0);
        else
            Should.Throw<DataException>(Load).Message.ShouldContain(message);
    }

    [Fact]
    public void Later_tables_are_held_to_the_unit()
    {
        File.WriteAllText(_file, "rate,fee,price\n12.5%,$5,1\n7%,6,2\n");
        TableSchema schema = TableProfile.Of(_file, "price").Schema(new DataRequest());
        TableSchema kept = System.Text.Json.JsonSerializer.Deserialize<TableSchema>(System.Text.Json.JsonSerializer.Serialize(schema))!;
        float[] row = new float[2];
        Encode("3%,$1.50").ShouldBeNull();
        row.ShouldBe([3, 1.5f]);
        Encode("3%,8").ShouldBeNull();
        row.ShouldBe([3, 8]);
        Encode("0.03,$1")!.ShouldContain("'0.03' is not a number of %");
        Encode("3%,€1")!.ShouldContain("'€1' is not a number of $");
        // A program gives cells one by one.
        kept.Columns[0].TryEncode("4 %", row).ShouldBeTrue();
        row[0].ShouldBe(4);
        kept.Columns[0].TryEncode("4", row).ShouldBeFalse();

        string? Encode(string line)
        {
            File.WriteAllText(_file, $"rate,fee\n{line}\n");
            using TableEncoder rows = new(_file, kept);
            rows.Read().ShouldBeTrue();
            return rows.TryEncode(row)?.Message;
        }
    }

    /// <summary>Euros were evaluated as dollars.</summary>
    [Theory]
    [InlineData("$5", "1,€6", "'€6' is in €, and the targets of training are in $")]
    [InlineData("$5", "1,6%", "'6%' is in %, and the targets of training are in $")]
    [InlineData("5%", "1,0.06", "'0.06' is no number of %, and the targets of training are in %")]
    [InlineData("5", "1,$6", "'$6' is in $, and the targets of training have no unit")]
    [InlineData("$5", "1,6", null)]
    [InlineData("5%", "1,6 %", null)]
    public void Later_targets_are_held_to_the_unit_too(string trained, string later, string? message)
    {
        File.WriteAllText(_file, $"x,price\n1,{trained}\n2,{trained}\n");
        TableSchema schema = TableProfile.Of(_file, "price").Schema(new DataRequest());
        File.WriteAllText(_file, $"x,price\n{later}\n");
        DataRequest request = new() { TargetColumn = "price", Task = DataTask.Regression };
        if (message is null)
            ((ValueTargets)CsvSource.Read("later", _file, schema, null, request).Targets).Values.ShouldBe([6]);
        else
            Should.Throw<DataException>(() => CsvSource.Read("later", _file, schema, null, request)).Message.ShouldContain(message);
    }

    private Dataset Load() => DataSources.Load("csv", new DataRequest
    {
        File = _file,
        TargetColumn = "price",
        Task = DataTask.Regression,
        TestCount = 0,
        ValidationCount = 0,
    }).Training;

    private static float[][] Rows(Dataset data) => [.. Enumerable.Range(0, data.Count)
        .Select(i => (float[])[.. data.Sample(i), ((ValueTargets)data.Targets).Values[i]]).OrderBy(row => row[0])];
}
