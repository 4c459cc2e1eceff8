using System.Globalization;
using System.Text;

namespace Weir.Data.Tests.Sources;

/// <summary>Several targets of a table, and how its rows are dealt out to the parts.</summary>
public sealed class TablePartsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Several_columns_are_predicted_together()
    {
        DataSplit split = Load(new DataRequest { TargetColumn = "y", MoreTargets = ["z"], Split = RowSplit.Time });
        ValueTargets targets = (ValueTargets)split.Training.Targets;
        (targets.Width, split.Training.SampleSize).ShouldBe((2, 3));
        targets.Names.ShouldBe(["y", "z"]);
        targets.Values[..4].ShouldBe([0, 0, 2, 3]);
        split.Training.Columns.ShouldBe(["x", "person", "kind"], ignoreOrder: true);
    }

    [Fact]
    public void By_time_the_first_rows_are_learnt_from_and_the_last_are_the_test()
    {
        DataSplit split = Load(new DataRequest { TargetColumn = "y", Split = RowSplit.Time, ValidationCount = 10, TestCount = 20 });
        X(split.Training).ShouldBe(Enumerable.Range(0, 70));
        X(split.Validation!).ShouldBe(Enumerable.Range(70, 10));
        X(split.Test!).ShouldBe(Enumerable.Range(80, 20));
    }

    [Fact]
    public void Stratified_parts_have_the_same_share_of_each_class()
    {
        DataSplit split = Load(new DataRequest
        {
            TargetColumn = "kind",
            Split = RowSplit.Stratified,
            ValidationCount = 10,
            TestCount = 20,
        });
        // One in ten is of class 1.
        foreach ((Dataset part, int rare) in new[] { (split.Training, 7), (split.Validation!, 1), (split.Test!, 2) })
            ((ClassTargets)part.Targets).Labels.Count(label => label == 1).ShouldBe(rare);
        X(split.Training).Concat(X(split.Validation!)).Concat(X(split.Test!)).Order().ShouldBe(Enumerable.Range(0, 100));
        DataRequest values = new() { TargetColumn = "y", Task = DataTask.Regression, Split = RowSplit.Stratified };
        Message(values).ShouldContain("its targets are values");
    }

    [Fact]
    public void Rows_of_a_group_stay_together_and_the_group_is_no_feature()
    {
        DataSplit split = Load(new DataRequest { TargetColumn = "y", Group = "person", ValidationCount = 10, TestCount = 20 });
        int[] learnt = Persons(split.Training), validated = Persons(split.Validation!), tested = Persons(split.Test!);
        learnt.Intersect(validated).Concat(learnt.Intersect(tested)).Concat(validated.Intersect(tested)).ShouldBeEmpty();
        (split.Test!.Count, split.Validation!.Count).ShouldBe((20, 10));
        split.Training.Columns!.ShouldNotContain("person");
    }

    [Fact]
    public void Columns_that_do_not_fit_are_named()
    {
        Message(new DataRequest { TargetColumn = "y", MoreTargets = ["w"] }).ShouldContain("there is no column 'w'");
        Message(new DataRequest { TargetColumn = "y", MoreTargets = ["y"] }).ShouldContain("column 'y' is the target already");
        Message(new DataRequest { TargetColumn = "y", Group = "who" }).ShouldContain("there is no column 'who'");
        Message(new DataRequest { TargetColumn = "y", MoreTargets = ["z"], Task = DataTask.Classification })
            .ShouldContain("several targets");
        Message(new DataRequest { TargetColumn = "y", Group = "person", Split = RowSplit.Time }).ShouldContain("leave one of the two out");
    }

    /// <summary>
    /// 100 rows: x counts them, y is twice and z three times as much, ten rows are of each person, one row in ten is of kind 1.
    /// </summary>
    private DataSplit Load(DataRequest request)
    {
        StringBuilder text = new("x,y,z,person,kind\n");
        for (int i = 0; i < 100; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{2 * i},{3 * i},{i / 10},{(i % 10 == 3 ? 1 : 0)}\n");
        File.WriteAllText(_folder.File("table.csv"), text.ToString());
        string[] drop = request.TargetColumn == "kind" ? ["y", "z"] : request.MoreTargets is null ? ["z"] : [];
        return DataSources.Load("csv", request with
        {
            File = _folder.File("table.csv"),
            Drop = drop.Length == 0 ? null : drop,
            Task = request.TargetColumn == "y" && request.Task == DataTask.Auto ? DataTask.Regression : request.Task,
        });
    }

    private static int[] X(Dataset part) => [.. Enumerable.Range(0, part.Count).Select(i => (int)part.Sample(i)[0])];

    private static int[] Persons(Dataset part) => [.. X(part).Select(x => x / 10).Distinct()];

    private string Message(DataRequest request) => Should.Throw<DataException>(() => Load(request)).Message;
}
