using System.Globalization;
using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

/// <summary>The rows of a table that are of one thing as a sample together.</summary>
public sealed class SequenceTests : IDisposable
{
    private const string Readings = """
        id,second,x,y,kind
        b,2,4,40,wave
        a,1,1,10,push
        a,2,2,20,push
        b,1,3,30,wave
        a,3,5,50,push
        b,3,6,60,wave
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_of_one_value_are_a_sample_in_order_of_time()
    {
        DataSplit split = Load(Readings, new DataRequest { Sequence = "id", Time = "second" });
        Dataset all = split.Training;
        all.InputShape.ShouldBe(new Shape(3, 2));
        all.Columns.ShouldBe(["x", "y"]);
        Sample(all, "push").ShouldBe([1, 10, 2, 20, 5, 50]);
        Sample(all, "wave").ShouldBe([3, 30, 4, 40, 6, 60]);
        split.Sequence.ShouldBe(new TableSequence("id", 3) { Time = "second" });
        // A sample stands where its first row does.
        all.Origins!.Select(origin => origin.Line).Order().ShouldBe([2, 3]);
    }

    [Fact]
    public void Each_row_may_have_a_class_of_its_own_and_what_stands_in_front_counts_for_nothing()
    {
        const string table = "id,second,x,kind\na,2,20,up\nb,1,5,down\na,1,10,down\na,3,30,up\nb,2,6,up\n";
        Dataset all = Load(table, new DataRequest { Sequence = "id", Time = "second", RowTargets = true }).Training;
        all.InputShape.ShouldBe(new Shape(3, 1));
        ClassTargets targets = (ClassTargets)all.Targets;
        (targets.Positions, targets.Classes).ShouldBe((3, 2));
        targets.Names.ShouldBe(["down", "up"]);
        string[] samples = [.. Enumerable.Range(0, all.Count).Select(i =>
            $"{string.Join(' ', all.Sample(i).ToArray())}: {string.Join(' ', targets.Of(i).ToArray())}")];
        samples.Order(StringComparer.Ordinal).ShouldBe(["10 20 30: 0 1 1", "5 5 6: -1 0 1"]);
        Dataset longer = Load(table, new DataRequest { Sequence = "id", Time = "second", RowTargets = true, Length = 4 }).Training;
        longer.InputShape.ShouldBe(new Shape(4, 1));
    }

    [Fact]
    public void Each_row_may_have_a_number_of_its_own_and_what_is_not_known_is_no_number()
    {
        const string table = "id,second,x,pulse\na,2,20,81.5\nb,1,5,60\na,1,10,80\na,3,30,\nb,2,6,61\nc,1,7,\nc,2,8,\n";
        DataRequest request = new() { Sequence = "id", Time = "second", RowTargets = true, Missing = MissingCells.Median };
        Dataset all = Load(table, request).Training;
        all.InputShape.ShouldBe(new Shape(3, 1));
        ValueTargets targets = (ValueTargets)all.Targets;
        (targets.Positions, targets.Width, targets.PositionWidth, targets.Count).ShouldBe((3, 3, 1, 2));
        // Of the third sequence no row has a target; the second is shorter, and the last row of the first is not known.
        Rows(all).ShouldBe(["10 20 30: 80 81.5 NaN", "5 5 6: NaN 60 61"]);
        Rows(Load(table, request with { Length = 4 }).Training).ShouldBe(["10 10 20 30: NaN 80 81.5 NaN", "5 5 5 6: NaN NaN 60 61"]);
        Rows(all.Take(1)).ShouldBe(Rows(all.Select([0])));
    }

    [Fact]
    public void Each_row_may_have_several_numbers_which_are_known_together()
    {
        const string table = "id,x,pulse,breath\na,10,80,16\na,20,81,\na,30,82,17\nb,5,60,14.5\nb,6,61,15\n";
        DataRequest request = new()
        {
            Sequence = "id",
            RowTargets = true,
            TargetColumn = "pulse",
            MoreTargets = ["breath"],
            Missing = MissingCells.Mean,
        };
        Dataset all = Load(table, request).Training;
        all.InputShape.ShouldBe(new Shape(3, 1));
        ValueTargets targets = (ValueTargets)all.Targets;
        (targets.Positions, targets.Width, targets.PositionWidth).ShouldBe((3, 6, 2));
        targets.Names.ShouldBe(["pulse", "breath"]);
        Rows(all).ShouldBe(["10 20 30: 80 16 NaN NaN 82 17", "5 5 6: NaN NaN 60 14.5 61 15"]);
        // A cell that may be no number makes its row unknown too.
        Rows(Load(table.Replace("81,", "nan,2", StringComparison.Ordinal), request with { AllowNonFinite = true }).Training)
            .ShouldBe(Rows(all));
    }

    [Fact]
    public void What_does_not_go_with_targets_of_rows_is_refused_with_what_to_do()
    {
        DataRequest request = new() { Sequence = "id", Time = "second", RowTargets = true };
        Should.Throw<DataException>(() => Load(Readings, request with { Length = 2 })).Message
            .ShouldContain("has 3 rows, and a sample has 2; each row has a target, so that none can be left out");
        Should.Throw<DataException>(() => Load(Readings, request with { Split = RowSplit.Stratified })).Message
            .ShouldContain("each row has a target of its own ('row-targets'); leave 'split: stratified' out");
        Should.Throw<DataException>(() => Load(Readings, request with { Task = DataTask.Regression })).Message
            .ShouldContain("'wave' is not a number");
        Should.Throw<DataException>(() => Load(Readings.Replace("a,2,2,20", "a,2,2,", StringComparison.Ordinal), request with
        {
            TargetColumn = "y",
        })).Message.ShouldContain("the target is empty");
        Should.Throw<DataException>(() => Load(Readings, request with
        {
            TargetColumn = "y",
            Task = DataTask.Regression,
            TestFile = _folder.Write("long.csv", "id,second,x,y,kind\n" + string.Concat(Enumerable.Range(0, 4).Select(i =>
                $"z,{i},1,{i}.5,wave\n"))),
        })).Message.ShouldContain("sequence 'z' has 4 rows, and a sample has 3");
        Should.Throw<DataException>(() => Load(Readings, new DataRequest { RowTargets = true })).Message
            .ShouldContain("name in 'sequence' the column that tells sequences apart");
    }

    [Fact]
    public void Without_a_column_of_times_rows_lie_in_order()
    {
        Dataset all = Load(Readings, new DataRequest { Sequence = "id", Drop = ["second"] }).Training;
        Sample(all, "wave").ShouldBe([4, 40, 3, 30, 6, 60]);
    }

    [Fact]
    public void Of_longer_sequences_the_last_rows_count_and_of_shorter_ones_the_first_is_repeated()
    {
        string uneven = Readings + "\nc,7,9,90,push\nc,8,8,80,push\n";
        string message = Should.Throw<DataException>(() => Load(uneven, new DataRequest { Sequence = "id", Time = "second" })).Message;
        message.ShouldContain("sequences have from 2 rows ('c') to 3 ('");
        message.ShouldContain("'length'");
        Dataset all = Load(uneven, new DataRequest { Sequence = "id", Time = "second", Length = 4 }).Training;
        all.InputShape.ShouldBe(new Shape(4, 2));
        all.Inputs.ToArray().Chunk(8).ShouldContain(sample => sample.SequenceEqual(new float[] { 9, 90, 9, 90, 9, 90, 8, 80 }));
        Sample(all, "wave").ShouldBe([3, 30, 3, 30, 4, 40, 6, 60]);
        Dataset two = Load(uneven, new DataRequest { Sequence = "id", Time = "second", Length = 2 }).Training;
        Sample(two, "wave").ShouldBe([4, 40, 6, 60]);
    }

    [Fact]
    public void Parts_are_dealt_out_by_sequence()
    {
        string many = "id,x,kind\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"s{i},{i},{(i % 2 == 0 ? "even" : "odd")}\n"
            + $"s{i},{i + 0.5},{(i % 2 == 0 ? "even" : "odd")}\n"));
        DataSplit split = DataSources.Load("csv", new DataRequest
        {
            File = _folder.Write("many.csv", many.Replace(',', ';')),
            Sequence = "id",
            Split = RowSplit.Stratified,
            ValidationCount = 4,
            TestCount = 6,
        });
        (split.Training.Count, split.Validation!.Count, split.Test!.Count).ShouldBe((10, 4, 6));
        ((ClassTargets)split.Validation.Targets).Labels.Count(label => label == 0).ShouldBe(2);
        float[] firsts = [.. new[] { split.Training, split.Validation, split.Test }
            .SelectMany(part => Enumerable.Range(0, part.Count).Select(i => part.Sample(i)[0]))];
        firsts.Order().ShouldBe(Enumerable.Range(0, 20).Select(i => (float)i));
        DataSplit grouped = Load("id,who,x,kind\na,p,1,u\nb,p,2,v\nc,q,3,u\nd,q,4,v\ne,r,5,u\nf,r,6,v\n",
            new DataRequest { Sequence = "id", Group = "who", ValidationCount = 2 });
        grouped.Validation!.Origins!.Select(origin => origin.Group).Distinct().ShouldHaveSingleItem();
        grouped.Training.Columns.ShouldBe(["x"]);
    }

    [Fact]
    public void Gaps_and_a_second_file_are_as_with_rows()
    {
        string gaps = Readings.Replace("a,2,2,20", "a,2,,20", StringComparison.Ordinal);
        // The median of 1, 3, 4, 5, 6.
        Sample(Load(gaps, new DataRequest { Sequence = "id", Time = "second", Missing = MissingCells.Median }).Training, "push")
            .ShouldBe([1, 10, 4, 20, 5, 50]);
        DataSplit split = Load(Readings, new DataRequest
        {
            Sequence = "id",
            Time = "second",
            TestFile = _folder.Write("test.csv", "second,id,kind,x,y\n1,z,wave,7,70\n2,z,wave,8,80\n"),
        });
        split.Test!.Sample(0).ToArray().ShouldBe([7, 70, 7, 70, 8, 80]);
    }

    [Theory]
    [InlineData("a,1,1,1,push\na,2,1,1,wave\n", "line 3, column 'kind': the target is not that of the rows of 'a' (id) before it")]
    [InlineData("a,1,1,1,push\na,1,1,1,push\n", "line 3: its 'second' is that of line 2 of the same sequence")]
    [InlineData("a,1,1,1,push\n,2,1,1,wave\n", "column 'id': the cell is empty")]
    [InlineData("a,soon,1,1,push\nb,later,1,1,wave\n", "column 'second'")]
    public void What_makes_no_sequence_is_refused_by_its_place(string rows, string message) =>
        Should.Throw<DataException>(() => Load("id,second,x,y,kind\n" + rows + "q,9,1,1,push\nq,10,1,1,push\nr,9,1,1,wave\nr,10,1,1,wave\n",
            new DataRequest { Sequence = "id", Time = "second", Length = 2 })).Message.ShouldContain(message);

    [Fact]
    public void What_is_counted_is_called_a_sequence()
    {
        DataRequest request = new() { Sequence = "id", Time = "second", ValidationCount = 0, TestCount = 0 };
        string Message(DataRequest wrong) => Should.Throw<DataException>(() => DataSources.Load("csv", wrong with
        {
            File = _folder.Write("counted.csv", Readings.Replace(',', ';')),
        })).Message;
        Message(request with { TestCount = 9 }).ShouldBe("csv: 9 test sequences were asked for; there are 2 to take them from");
        Message(request with { TrainingCount = 3 }).ShouldBe("csv: 3 training sequences were asked for; there are 2 to take them from");
        Message(request with { TestCount = 2 }).ShouldContain(": 2 sequences, of which 2 for test and 0 for validation leave none");
        string other = _folder.Write("other.csv", Readings.Replace("wave", "nod", StringComparison.Ordinal).Replace(',', ';'));
        Message(request with { TestFile = other, TestCount = null }).ShouldEndWith("class 'nod' does not occur in the training "
            + "file, which has push, wave; correct the cell, leave its sequence out, or put examples of the class into the training file");
    }

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        Refused(new DataRequest { Sequence = "id", Window = 2 }).ShouldContain("leave one of them out");
        Refused(new DataRequest { Sequence = "id", Time = "id" }).ShouldContain("each is a column of its own");
        Refused(new DataRequest { Sequence = "kind" }).ShouldContain("'kind' is the target already");
        Refused(new DataRequest { Sequence = "who" }).ShouldContain("there is no column 'who'");
        Refused(new DataRequest { Length = 2 }).ShouldContain("name in 'sequence' the column");
        Refused(new DataRequest { Time = "second" }).ShouldContain("'time' is about windows of rows");

        string Refused(DataRequest request) => Should.Throw<DataException>(() => Load(Readings, request)).Message;
    }

    private DataSplit Load(string table, DataRequest request) => new CsvSource().Load(request with
    {
        File = _folder.Write("readings.csv", table),
        ValidationCount = request.ValidationCount ?? 0,
        TestCount = request.TestFile is null ? 0 : null,
    });

    private static string[] Rows(Dataset set) => [.. Enumerable.Range(0, set.Count).Select(i => string.Create(CultureInfo.InvariantCulture,
        $"{Text(set.Sample(i))}: {Text(((ValueTargets)set.Targets.Slice(i, 1)).Values)}")).Order(StringComparer.Ordinal)];

    private static string Text(ReadOnlySpan<float> numbers) =>
        string.Join(' ', numbers.ToArray().Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static float[] Sample(Dataset set, string kind)
    {
        ClassTargets targets = (ClassTargets)set.Targets;
        return [.. set.Sample(Array.FindIndex(targets.Labels, label => targets.Names![label] == kind))];
    }
}
