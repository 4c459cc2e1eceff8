namespace Weir.Data.Tests.Sources;

public sealed class CsvSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_targets_become_classes_in_alphabetical_order()
    {
        DataSplit split = Load("a,b,kind\n1,2,rose\n3,4,iris\n 5 , 6 ,\"rose\"\n", All);
        split.Training.Name.ShouldBe("csv training");
        var targets = (ClassTargets)split.Training.Targets;
        targets.Names.ShouldBe(["iris", "rose"]);
        Rows(split.Training).ShouldBe(["1 2 -> 1", "3 4 -> 0", "5 6 -> 1"], ignoreOrder: true);
    }

    [Fact]
    public void Whole_number_targets_become_classes_in_order_of_size_and_3_is_3_point_0()
    {
        DataSplit split = Load("a,b\n1,10\n2,9\n3,10.0\n", All);
        ((ClassTargets)split.Training.Targets).Names.ShouldBe(["9", "10"]);
        Rows(split.Training).ShouldBe(["1 -> 1", "2 -> 0", "3 -> 1"], ignoreOrder: true);
    }

    [Fact]
    public void Fractions_and_many_whole_numbers_are_values()
    {
        Make.Values(Load("a,b\n1,0.5\n2,1\n", All).Training).Order().ShouldBe([0.5f, 1f]);
        string fifty = "a,b\n" + string.Join("\n", Enumerable.Range(0, 50).Select(i => $"1,{i}"));
        Load(fifty, All).Training.Targets.ShouldBeOfType<ClassTargets>().Classes.ShouldBe(50);
        Load(fifty + "\n1,50", All).Training.Targets.ShouldBeOfType<ValueTargets>();
    }

    [Fact]
    public void The_task_can_be_named_and_the_target_too()
    {
        Load("y,a\n1,7\n2,8\n", All with { TargetColumn = "y", Task = DataTask.Regression }).Training.Targets
            .ShouldBeOfType<ValueTargets>().Values.Order().ShouldBe([1f, 2f]);
        Load("y,a\n0.5,7\n2,8\n", All with { TargetColumn = "y", Task = DataTask.Classification }).Training.Targets
            .ShouldBeOfType<ClassTargets>().Names.ShouldBe(["2", "0.5"]);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Other_delimiters_are_found_or_told(char delimiter)
    {
        string text = "a,b,c\n1.5,2,0\n3,4,1\n".Replace(',', delimiter);
        Load(text, All).Training.SampleSize.ShouldBe(2);
        Load(text, All with { Delimiter = delimiter }).Training.SampleSize.ShouldBe(2);
    }

    [Fact]
    public void One_file_is_dealt_into_parts_by_the_seed()
    {
        string text = "a,b\n" + string.Join("\n", Enumerable.Range(0, 100).Select(i => $"{i},{i % 2}"));
        DataSplit split = Load(text, new DataRequest { Seed = 4 });
        (split.Training.Count, split.Validation!.Count, split.Test!.Count).ShouldBe((70, 10, 20));
        Make.Numbers(split.Training).Concat(Make.Numbers(split.Validation)).Concat(Make.Numbers(split.Test)).Order()
            .ShouldBe(Enumerable.Range(0, 100));
        Make.Numbers(Load(text, new DataRequest { Seed = 4 }).Test!).ShouldBe(Make.Numbers(split.Test));
        Make.Numbers(Load(text, new DataRequest { Seed = 5 }).Test!).ShouldNotBe(Make.Numbers(split.Test));
        Load(text, new DataRequest { TrainingCount = 7 }).Training.Count.ShouldBe(7);
        Message(text, new DataRequest { TestCount = 60, ValidationCount = 40 }).ShouldContain("leave none for training");
        Message(text, new DataRequest { TrainingCount = 71 }).ShouldContain("there are 70");
        Message(text, new DataRequest { TrainingCount = 0 }).ShouldContain("0 training");
    }

    [Fact]
    public void A_second_file_is_the_test_part_with_the_classes_of_the_first()
    {
        _folder.Write("test.csv", "a,b\n9,y\n8,x\n");
        DataSplit split = Load("a,b\n1,x\n2,y\n3,z\n", new DataRequest { TestFile = "test.csv", ValidationCount = 0 });
        split.Training.Count.ShouldBe(3);
        Rows(split.Test!).ShouldBe(["9 -> 1", "8 -> 0"]);

        Message("a,b\n1,x\n2,y\n", new DataRequest { TestFile = "nowhere.csv" }).ShouldContain("name another in 'test-file', or");
        _folder.Write("test.csv", "c,b\n9,y\n");
        Message("a,b\n1,x\n2,y\n", new DataRequest { TestFile = "test.csv" }).ShouldEndWith(
            "there is no column 'a'; the columns are c, b. Training is on a: take a file with these columns, or name its own so");
        _folder.Write("test.csv", "a,b\n9,y\n8,new\n");
        Message("a,b\n1,x\n2,y\n", new DataRequest { TestFile = "test.csv" })
            .ShouldEndWith("test.csv, line 3, column 'b': class 'new' does not occur in the training file, which has x, y; correct the "
                + "cell, leave its row out, or put examples of the class into the training file");
        // Columns are found by their names.
        _folder.Write("test.csv", "b,a\ny,9\n");
        Rows(Load("a,b\n1,x\n2,y\n", new DataRequest { TestFile = "test.csv" }).Test!).ShouldBe(["9 -> 1"]);
        _folder.Write("test.csv", "b,c\ny,9\n");
        Message("a,b\n1,x\n2,y\n", new DataRequest { TestFile = "test.csv" }).ShouldContain("there is no column 'a'; the columns are b, c");
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("a,b\n", "no row")]
    [InlineData("a,b\n1,2\n3\n", "line 3: the row has 1 cells, the header 2")]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3: the row has 3 cells, the header 2")]
    [InlineData("a,b\n\n1,2\nx,4\n", "line 4, column 'a': 'x' is not a number")]
    [InlineData("a,b\n1,2\n,4\n", "line 3, column 'a': the cell is empty")]
    [InlineData("a,b\n1,2\n3,\n", "line 3, column 'b': the target is empty; write 'missing: median'")]
    [InlineData("a,b\n1,2\nnan,4\n", "line 3, column 'a': 'nan' is not finite")]
    [InlineData("a,b\n1,2\n-Inf,4\n", "line 3, column 'a': '-Inf' is not finite")]
    [InlineData("a,b\n1,2\n1e39,4\n", "line 3, column 'a': '1e39' is beyond the range")]
    [InlineData("a,a\n1,2\n", "two columns are called 'a'")]
    [InlineData("a,\n1,2\n", "column 2 has no name")]
    [InlineData("1,2\n3,4\n", "numbers only; a header")]
    [InlineData("1.5,x\n3,x\n4,y\n", "line 1: the first line looks like data (1.5, x); a header")]
    [InlineData("a,b\n1,x\n3,x\n", "column 'b' holds one value alone, 'x': there is nothing to tell apart")]
    [InlineData("a,b\n1,x\n3,\uFFFD\n", "line 3, column 'b': it holds letters that are not UTF-8")]
    [InlineData("a\n1\n", "one column, 'a'")]
    [InlineData("a,b\n1,2\n\"3\"x,4\n", "line 3: a quote is out of place")]
    [InlineData("a,b\n1,2\n\"3,4\n", "line 3: a quote is out of place or never closed")]
    public void What_is_wrong_is_named_with_file_line_and_column(string text, string expected) =>
        Message(text, All).ShouldSatisfyAllConditions(
            message => message.ShouldStartWith(_folder.File("table.csv")),
            message => message.ShouldContain(expected));

    [Fact]
    public void Names_that_are_numbers_are_names_where_no_row_is_like_them() =>
        Load("2023,2024,kind\n1,2,x\n3,4,y\n", All).Training.Count.ShouldBe(2);

    [Fact]
    public void Lines_within_a_quoted_cell_are_counted() =>
        Message("a,b\n1,\"two\nlines\"\nx,\"two\nlines\"\n", All).ShouldContain("line 4, column 'a'");

    /// <summary>One such cell made classes of all ages.</summary>
    [Fact]
    public void A_slip_among_numbers_is_told_and_makes_no_classes_of_them()
    {
        string ages = "a,age\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{20 + (i % 30)}\n"));
        Message(ages + "1,x\n", All).ShouldContain("line 62, column 'age': 'x' is not a number, as most of its column are; mend it");
        Load(ages + "1,x\n", All with { Task = DataTask.Classification }).Training.Targets.ShouldBeOfType<ClassTargets>();
        // Words for nothing are gaps, and few whole numbers are classes beside texts.
        Load(ages + "1,NA\n", All with { Missing = MissingCells.Median }).Training.Count
            .ShouldBe(60);
        Load("a,b\n1,0\n2,1\n3,3+\n4,0\n", All).Training.Targets.ShouldBeOfType<ClassTargets>().Names
            .ShouldBe(["0", "1", "3+"]);
        Message("a,b\n1,1.5\n2,NA\n3,2.5\n", All).ShouldContain("line 3, column 'b': the target is empty");
    }

    /// <summary>They were a class each.</summary>
    [Fact]
    public void What_stands_for_nothing_is_no_class_and_no_number_of_a_target()
    {
        const string Classes = "a,b\n1,yes\n2,NA\n3,no\n4,#N/A\n5,none\n6,\n";
        Message(Classes, All).ShouldContain("line 3, column 'b': the target is empty, as are 3; write 'missing: median'");
        DataSplit split = Load(Classes, All with { Missing = MissingCells.Median });
        split.Training.Targets.ShouldBeOfType<ClassTargets>().Names.ShouldBe(["no", "none", "yes"]);
        split.Training.Count.ShouldBe(3);
        Load("a,b\n1,0\n2,NA\n3,1\n", All with { Missing = MissingCells.Median }).Training.Targets.ShouldBeOfType<ClassTargets>()
            .Names.ShouldBe(["0", "1"]);
        Load("a,b\n1,0.5\n2,NaN\n3,1.5\n", All with { Missing = MissingCells.Median }).Training.Count.ShouldBe(2);
    }

    [Fact]
    public void A_wrong_request_is_named()
    {
        Message("a,b\n1,2\n", All with { TargetColumn = "c" }).ShouldContain("no target column 'c'; the columns are a, b");
        Message("a,b\n1,x\n", All with { Task = DataTask.Regression }).ShouldContain("line 2, column 'b': 'x' is not a number");
        Message("a,b\n" + string.Join("\n", Enumerable.Range(0, 51).Select(i => $"1,t{i}")), All)
            .ShouldContain("line 2, column 'b': 't0' is text, and the column has more than 50");
        Message("a,b\n1,2\n", All with { Delimiter = '"' }).ShouldContain("cannot stand between cells");
        Should.Throw<DataException>(() => DataSources.Load("csv")).Message.ShouldContain("no file is named");
        Should.Throw<DataException>(() => DataSources.Load("csv", new DataRequest { File = "none.csv", Directory = _folder.Path }))
            .Message.ShouldContain("none.csv");
    }

    [Fact]
    public void Numbers_that_are_not_finite_pass_when_they_are_allowed()
    {
        Dataset training = Load("a,b\nNaN,1\ninf,0\n-inf,1\n", All with { AllowNonFinite = true }).Training;
        training.Inputs.Count(float.IsNaN).ShouldBe(1);
        training.Inputs.Count(float.IsPositiveInfinity).ShouldBe(1);
        training.Inputs.Count(float.IsNegativeInfinity).ShouldBe(1);
    }

    private static DataRequest All => new() { ValidationCount = 0, TestCount = 0 };

    private DataSplit Load(string text, DataRequest request)
    {
        _folder.Write("table.csv", text);
        return DataSources.Load("csv", request with { File = "table.csv", Directory = _folder.Path });
    }

    private string Message(string text, DataRequest request) => Should.Throw<DataException>(() => Load(text, request)).Message;

    private static IEnumerable<string> Rows(Dataset dataset) =>
        Enumerable.Range(0, dataset.Count).Select(i => $"{string.Join(' ', dataset.Sample(i).ToArray())} -> {Make.Labels(dataset)[i]}");
}
