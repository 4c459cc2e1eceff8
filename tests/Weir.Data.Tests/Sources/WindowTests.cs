using System.Globalization;
using System.Text;
using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

/// <summary>Rows of a table that follow one another as samples, and how they are dealt out to the parts.</summary>
public sealed class WindowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sample_is_rows_that_follow_one_another_with_the_targets_past_among_them()
    {
        Dataset windows = Whole(Counted(8), new DataRequest { TargetColumn = "y", Window = 3, Horizon = 2 });
        windows.InputShape.ShouldBe(new Shape(3, 2));
        windows.Columns.ShouldBe(["x", "y"]);
        windows.Count.ShouldBe(4);
        windows.Sample(0).ToArray().ShouldBe([0, 0, 1, 10, 2, 20]);
        windows.Sample(3).ToArray().ShouldBe([3, 30, 4, 40, 5, 50]);
        ValueTargets targets = (ValueTargets)windows.Targets;
        targets.Values.ShouldBe([40, 50, 60, 70]);
        targets.LastKnown.ShouldBe([20, 30, 40, 50]);
        // What is to be told stands in lines 6 to 9; no row is there twice.
        windows.Origins!.Select(origin => origin.Line).ShouldBe([6, 7, 8, 9]);
        windows.Inputs.ShouldBe([0, 0, 1, 10, 2, 20, 3, 30, 4, 40, 5, 50]);
    }

    [Fact]
    public void Rows_are_ordered_by_time_within_a_group_and_no_window_goes_across()
    {
        const string Table = "when,who,y\n3,a,13\n1,b,21\n1,a,11\n2,b,22\n2,a,12\n3,b,23\n";
        Dataset windows = Whole(Table, new DataRequest { Window = 2, Time = "when", Group = "who" });
        // Neither tells what is known only by its order.
        windows.Columns.ShouldBe(["y"]);
        windows.InputShape.ShouldBe(new Shape(2, 1));
        Enumerable.Range(0, windows.Count).Select(i => string.Join(" ", windows.Sample(i).ToArray())).ShouldBe(["11 12", "21 22"]);
        Make.Values(windows).ShouldBe([13, 23]);
        windows.Origins!.Select(origin => origin.Line).ShouldBe([2, 7]);
    }

    [Fact]
    public void Dates_tell_what_comes_round_and_not_what_no_later_row_is_within_the_range_of()
    {
        string table = "day,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd},{i}\n"));
        Whole(table, new DataRequest { Window = 2, Time = "day" }).Columns
            .ShouldBe(["day.year.sin", "day.year.cos", "day.week.sin", "day.week.cos", "y"]);
        Whole(table, new DataRequest { Window = 2, Time = "day", Drop = ["day"] }).Columns.ShouldBe(["y"]);
        Whole(table, new DataRequest { Window = 2 }).Columns![0].ShouldBe("day.days");
    }

    [Fact]
    public void A_column_alone_is_told_from_its_own_past()
    {
        Dataset windows = Whole("y\n1\n2\n3\n4\n", new DataRequest { Window = 2 });
        windows.Sample(1).ToArray().ShouldBe([2, 3]);
        Make.Values(windows).ShouldBe([3, 4]);
    }

    [Fact]
    public void Several_columns_are_told_together_and_classes_are_told_as_well()
    {
        Dataset both = Whole(Counted(6), new DataRequest { TargetColumn = "y", MoreTargets = ["x"], Window = 2 });
        both.Columns.ShouldBe(["x", "y"]);
        ValueTargets targets = (ValueTargets)both.Targets;
        (targets.Width, string.Join(" ", targets.Names!)).ShouldBe((2, "y x"));
        targets.Values[..4].ShouldBe([20, 2, 30, 3]);
        targets.LastKnown![..2].ShouldBe([10, 1]);

        Dataset states = Whole("load,state\n1,ok\n2,ok\n9,bad\n1,ok\n", new DataRequest { Window = 2 });
        states.Columns.ShouldBe(["load", "state=bad", "state=ok"]);
        ((ClassTargets)states.Targets).Labels.ShouldBe([0, 1]);
    }

    [Fact]
    public void Parts_are_cut_by_time_and_only_training_windows_are_thinned()
    {
        DataSplit split = Load(Counted(30), new DataRequest
        {
            TargetColumn = "y",
            Window = 4,
            Stride = 3,
            ValidationCount = 5,
            TestCount = 6,
        });
        // 26 windows: the targets of rows 4 … 29.
        Make.Values(split.Test!).ShouldBe([240, 250, 260, 270, 280, 290]);
        Make.Values(split.Validation!).ShouldBe([190, 200, 210, 220, 230]);
        Make.Values(split.Training).ShouldBe([40, 70, 100, 130, 160]);
        split.Window.ShouldBe(new TableWindow(4, 1));

        DataSplit usual = Load(Counted(104), new DataRequest { TargetColumn = "y", Window = 4 });
        (usual.Training.Count, usual.Validation!.Count, usual.Test!.Count).ShouldBe((70, 10, 20));
        // Of fewer the latest.
        Make.Values(Load(Counted(104), new DataRequest { TargetColumn = "y", Window = 4, TrainingCount = 2 }).Training)
            .ShouldBe([720, 730]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Nothing_that_an_earlier_part_sees_is_as_late_as_a_target_of_a_later_one(int seed)
    {
        RandomStream random = new(seed);
        int groups = 1 + random.NextInteger(4), rows = 3 + random.NextInteger(5), ahead = 1 + random.NextInteger(4);
        List<string> lines = [];
        for (int group = 0; group < groups; group++)
        {
            int moment = random.NextInteger(30);
            for (int i = 0; i < 40 + random.NextInteger(40); i++)
                lines.Add($"{moment += 1 + random.NextInteger(3)},{moment},g{group},{group}");
        }

        string[] shuffled = [.. lines];
        random.Shuffle<string>(shuffled);
        DataSplit split = Load("when,copy,who,y\n" + string.Join("\n", shuffled) + "\n", new DataRequest
        {
            TargetColumn = "copy",
            Time = "when",
            Group = "who",
            Window = rows,
            Horizon = ahead,
        });
        // The first entry of a row tells when it stands, as the target does of itself; the second tells the group.
        Last(split.Training).ShouldBeLessThan(First(split.Validation!));
        Last(split.Validation!).ShouldBeLessThan(First(split.Test!));
        foreach (Dataset part in new[] { split.Training, split.Validation!, split.Test! })
        {
            for (int i = 0; i < part.Count; i++)
            {
                float[] sample = part.Sample(i).ToArray(), times = [.. sample.Where((_, at) => at % 2 == 0)];
                times.ShouldBe(times.Order());
                sample.Where((_, at) => at % 2 == 1).Distinct().Count().ShouldBe(1, "a window goes across groups");
                times[^1].ShouldBeLessThan(Make.Values(part)[i]);
            }
        }

        static float Last(Dataset part) => Math.Max(Make.Values(part).Max(), part.Inputs.Where((_, at) => at % 2 == 0).Max());
        static float First(Dataset part) => Make.Values(part).Min();
    }

    [Fact]
    public void Gaps_get_what_the_training_rows_say_and_an_unknown_target_is_not_told()
    {
        const string Table = "x,y\n1,1\n,2\n3,3\n5,\n7,5\n100,6\n100,7\n100,8\n";
        DataRequest request = new()
        {
            Window = 2,
            Missing = MissingCells.Median,
            ValidationCount = 0,
            TestCount = 3,
        };
        DataSplit split = Load(Table, request);
        // Windows 1-2 → 3, 3-4 → 5; the one whose target is empty is not there. Training sees 1, –, 3, 5.
        Make.Values(split.Training).ShouldBe([3, 5]);
        split.Training.Sample(0).ToArray().ShouldBe([1, 1, 3, 2]);
        split.Training.Sample(1).ToArray().ShouldBe([3, 3, 5, 2]);
        ((ValueTargets)split.Training.Targets).LastKnown.ShouldBe([2, 3]);

        // A row that is left out ends what follows.
        Dataset dropped = Whole(Table, request with { Missing = MissingCells.Drop, TestCount = 0 });
        Make.Values(dropped).ShouldBe([7, 8]);
    }

    [Fact]
    public void Each_training_row_counts_once_in_what_columns_are_scaled_by()
    {
        DataSplit split = Load(Counted(12), new DataRequest { TargetColumn = "y", Window = 3, ValidationCount = 0, TestCount = 4 });
        // 9 windows, of which 5 are learnt: rows 0 … 6.
        Standardizer standardizer = Standardizer.Fit(split.Training, Standardization.PerChannel);
        standardizer.Mean.ShouldBe([3, 30]);
        Dataset scaled = standardizer.Apply(split.Test!);
        scaled.Sample(0)[0].ShouldBe((5 - 3) / 2f, 1e-6f);
        DatasetFacts.Of(split.Training).NonFiniteInputs.ShouldBe(0);
        Should.Throw<DataException>(() => Standardizer.Fit(split.Training, Standardization.PerFeature)).Message
            .ShouldContain("write 'standardize: per-channel'");
    }

    [Fact]
    public void A_second_table_is_the_test()
    {
        _folder.Write("later.csv", "x,y\n8,80\n9,90\n10,100\n11,110\n");
        DataSplit split = Load(Counted(8), new DataRequest
        {
            TargetColumn = "y",
            Window = 2,
            ValidationCount = 0,
            TestFile = _folder.File("later.csv"),
        });
        (split.Training.Count, split.Test!.Count).ShouldBe((6, 2));
        Make.Values(split.Test!).ShouldBe([100, 110]);
    }

    [Theory]
    [InlineData("x,y\n1,1\n2,2\n3,3\n", "there are 3 rows, and a window of 3 with its target 1 after it needs 4; take a smaller 'window'")]
    [InlineData("when,y\nsoon,1\nlater,2\n3,3\n4,4\n5,5\n", "line 2, column 'when': 'soon' is neither a date like 2024-05-31 nor a number")]
    [InlineData("when,y\n1,1\n,2\n3,3\n4,4\n5,5\n", "line 3, column 'when': the cell is empty, and rows are ordered by it")]
    [InlineData("when,y\n1,1\n2,2\n1,3\n4,4\n5,5\n", "line 4: its 'when' is that of line 2, so that neither comes first")]
    public void Tables_that_make_no_windows_are_refused(string table, string message) =>
        Message(table, new DataRequest { Window = 3, Time = table.StartsWith("when", StringComparison.Ordinal) ? "when" : null })
            .ShouldContain(message);

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        DataRequest request = new() { TargetColumn = "y", Window = 3 };
        Message(Counted(20), request with { Horizon = 0 }).ShouldContain("targets 0 rows after them, were asked for; each is 1 or more");
        Message(Counted(20), request with { Window = 0 }).ShouldContain("windows of 0 rows");
        Message(Counted(20), request with { Split = RowSplit.Stratified }).ShouldContain("windows are cut into parts by time");
        Message(Counted(20), request with { Window = null, Horizon = 2 }).ShouldContain("'horizon' is about windows of rows");
        Message(Counted(20), request with { Window = null, Stride = 2 }).ShouldContain("'stride' is about windows of rows");
        Message(Counted(20), request with { Window = null, Time = "x" }).ShouldContain("'time' is about windows of rows");
        Message(Counted(20), request with { Time = "y" }).ShouldContain("column 'y' cannot be target, 'time' and 'group' at once");
        Message(Counted(20), request with { Time = "z" }).ShouldContain("there is no column 'z'");
        Message(Counted(20), request with { TestCount = 10, ValidationCount = 7 }).ShouldContain("leave none for training");
        Message(Counted(20), request with { TestCount = 18 }).ShouldContain("18 test windows were asked for; there are 17");
        Message(Counted(20), new DataRequest { TargetColumn = "y", Window = 8, Group = "x" })
            .ShouldContain("the longest of 20 sequences has 1 rows");
    }

    private static string Counted(int rows)
    {
        StringBuilder text = new("x,y\n");
        for (int i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{10 * i}\n");
        return text.ToString();
    }

    private DataSplit Load(string table, DataRequest request)
    {
        _folder.Write("table.csv", table);
        return DataSources.Load("csv", request with
        {
            File = _folder.File("table.csv"),
            Task = table.Contains("state", StringComparison.Ordinal) ? DataTask.Auto : DataTask.Regression,
        });
    }

    private Dataset Whole(string table, DataRequest request) => Load(table, request with { ValidationCount = 0, TestCount = 0 }).Training;

    private string Message(string table, DataRequest request) => Should.Throw<DataException>(() => Load(table, request)).Message;
}
