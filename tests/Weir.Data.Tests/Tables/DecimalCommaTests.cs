namespace Weir.Data.Tests.Tables;

/// <summary>A comma in a number is the decimal comma where semicolons stand between the cells, and else no part of a number.</summary>
public sealed class DecimalCommaTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("weir-comma-").FullName, "table.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData("7,72", "7.72")]
    [InlineData("-7,25", "-7.25")]
    [InlineData("+0,5", "+0.5")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("-1.234.567,25", "-1234567.25")]
    [InlineData("2,5e-3", "2.5e-3")]
    public void Numbers_with_it_are_numbers(string cell, string pointed)
    {
        DecimalComma.IsIn(cell).ShouldBeTrue();
        DecimalComma.Pointed(cell).ShouldBe(pointed);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",5")]
    [InlineData("5,")]
    [InlineData("-,5")]
    [InlineData("1,234,567")]
    [InlineData("1.23,5")]
    [InlineData("1234.567,5")]
    [InlineData("a,b")]
    [InlineData("3, 4")]
    [InlineData("2,5e")]
    [InlineData("7.72")]
    public void Other_cells_are_as_they_are(string cell) => DecimalComma.IsIn(cell).ShouldBeFalse();

    [Fact]
    public void A_table_with_semicolons_is_read_to_the_hundredth()
    {
        File.WriteAllText(_file, "x;z;y\n7,7;65,60;1\n7,72;1.065,6;2\n-0,5;20,1;3\n\"12,3456\";2;4\n");
        TableProfile profile = TableProfile.Of(_file, "y");
        (profile.Columns[0].Numbers, profile.Columns[0].Least, profile.Columns[0].Greatest).ShouldBe((4, -0.5, 12.3456));
        (profile.Columns[1].Numbers, profile.Columns[1].Least, profile.Columns[1].Greatest).ShouldBe((4, 2, 1065.6));
        DataRequest request = new() { File = _file, TargetColumn = "y", Task = DataTask.Regression, TestCount = 0 };
        Dataset data = DataSources.Load("csv", request).Training;
        Enumerable.Range(0, data.Count).Select(row => data.Sample(row)[0]).ShouldAllBe(x => Math.Abs(x) < 13);
    }

    [Fact]
    public void Texts_keep_their_commas_and_targets_are_numbers()
    {
        File.WriteAllText(_file, "size;name;y\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"{(i % 2 == 0 ? "1,5" : "large")};{i % 7},{i % 3};{i},{i % 10}\n")));
        TableProfile profile = TableProfile.Of(_file, "y");
        profile.Columns[0].FirstText!.Value.Text.ShouldBe("large");
        profile.Columns[1].Numbers.ShouldBe(40);
        DataRequest request = new()
        {
            File = _file,
            TargetColumn = "y",
            Task = DataTask.Regression,
            Categories = ["size"],
            TestCount = 0,
            ValidationCount = 0,
        };
        Dataset data = DataSources.Load("csv", request).Training;
        data.Columns!.ShouldContain("size=1,5");
        ((ValueTargets)data.Targets).Values.Max().ShouldBe(39.9f);
    }

    /// <summary>A column without decimals was read a thousandth, beside others that show what its points stand for.</summary>
    [Theory]
    [InlineData("z", "1.234;7,5\n950;8,25\n", 1234, 950)]
    [InlineData("z", "950;8,25\n-1.234.567;7\n", 950, -1_234_567)]
    [InlineData("z", "7,5;1\n1.234;1\n", 7.5, 1234)]
    [InlineData("z", "1.234.567;1\n12;2\n", 1_234_567, 12)]
    [InlineData("z", "1.234;1\n7.5;2\n", 1.234, 7.5)]
    public void A_point_parts_thousands_where_a_comma_of_the_table_parts_decimals(string more, string rows, double first, double second)
    {
        File.WriteAllText(_file, $"x;{more};y\n" + rows.Replace("\n", ";1\n", StringComparison.Ordinal));
        TableProfile profile = TableProfile.Of(_file, "y");
        (profile.Columns[0].Least, profile.Columns[0].Greatest).ShouldBe((Math.Min(first, second), Math.Max(first, second)));
        TableSchema schema = profile.Schema(new DataRequest());
        using TableEncoder encoder = new(_file, schema);
        float[] row = new float[schema.Width()];
        encoder.Read();
        encoder.Encode(row);
        row[0].ShouldBe((float)first);
        TargetAssociation.Of(profile).Count.ShouldBe(3);
        Should.Throw<OperationCanceledException>(() => TargetAssociation.Of(profile, cancel: new CancellationToken(true)));
    }

    [Theory]
    [InlineData("x;y\n206.5;1\n5,743;2\n", "column 'x': '5,743' in line 3 has a decimal comma and '206.5' in line 2 a point")]
    [InlineData("x;z;y\n1.234;7,5;1\n2.345;8,5;2.75\n", "column 'x': '7,5' in line 2 has a decimal comma, and '2.75' in line 3 a point, "
        + "so that '1.234' in line 2 may be 1234 or 1.234")]
    public void Where_points_and_commas_part_decimals_nothing_is_guessed(string text, string message)
    {
        File.WriteAllText(_file, text);
        Should.Throw<DataException>(() => TableProfile.Of(_file, "y")).Message.ShouldContain(message);
    }

    [Fact]
    public void A_later_table_is_read_as_that_of_the_training()
    {
        File.WriteAllText(_file, "x;y\n134.207,73;1\n900;2\n");
        TableSchema commas = TableProfile.Of(_file, "y").Schema(new DataRequest());
        File.WriteAllText(_file, "x;y\n134.207;1\n900;2\n");
        TableSchema points = TableProfile.Of(_file, "y").Schema(new DataRequest());
        First(commas).ShouldBe(134_207);
        First(points).ShouldBe(134.207f);
        // What a later line shows holds for all, and no line is as good as another.
        File.WriteAllText(_file, "x;y\n134.207;1\n7,5;2\n");
        First(commas).ShouldBe(134_207);
        using TableEncoder rows = new(_file, points);
        float[] row = new float[1];
        rows.Read();
        rows.Encode(row);
        rows.Read();
        Should.Throw<DataException>(() => rows.Encode(row)).IsOfFile.ShouldBeTrue();

        float First(TableSchema schema)
        {
            using TableEncoder rows = new(_file, schema);
            float[] row = new float[1];
            rows.Read();
            rows.Encode(row);
            return row[0];
        }
    }

    [Fact]
    public void In_a_table_with_commas_such_a_cell_is_a_text()
    {
        File.WriteAllText(_file, "x,y\n\"7,72\",1\n\"1,234\",2\n");
        TableProfile profile = TableProfile.Of(_file, "y");
        profile.Columns[0].Numbers.ShouldBe(0);
        profile.Columns[0].FirstText!.Value.Text.ShouldBe("7,72");
    }
}
