using Weir.Data;
using Weir.Tensors;

namespace Weir.Repair.Tests.Trials;

public sealed class SamplePartsTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Samples_of_a_group_stay_together()
    {
        Dataset all = Make.Numbers(0, 60), grouped = new("grouped", all.InputShape, all.Inputs, all.Targets)
        {
            Origins = [.. Enumerable.Range(0, 60).Select(i => new SampleOrigin("rows.csv", i + 1) { Group = $"{i % 6}" })],
        };
        (Dataset others, Dataset part) = SampleParts.Cut(grouped, 12, 1, RowSplit.Random)!.Value;
        (others.Count, part.Count).ShouldBe((40, 20));
        Groups(others).Intersect(Groups(part)).ShouldBeEmpty();

        static IEnumerable<int> Groups(Dataset set) => set.Inputs.Select(i => (int)i % 6).Distinct();
    }

    [Fact]
    public void Windows_of_one_part_do_not_overlap_with_those_of_the_other_and_count_as_many_as_fit_side_by_side()
    {
        string text = string.Concat(Enumerable.Range(0, 40).Select(i => "abcdefgh"[i % 8]));
        File.WriteAllText(_folder["text.txt"], text);
        Dataset windows = DataSources.Load("text",
            new DataRequest { File = _folder["text.txt"], Length = 4, Stride = 1, ValidationCount = 0 }).Training;
        (Dataset others, Dataset part) = SampleParts.Cut(windows, 10, 1, RowSplit.Random)!.Value;
        part.Count.ShouldBe(10);
        // Three windows overlap with the first of the part.
        others.Count.ShouldBe(windows.Count - 13);
        (others.Inputs.Length + part.Inputs.Length).ShouldBe(windows.Inputs.Length);
        SampleParts.Independent(windows).ShouldBe(windows.Inputs.Length / 4);
        SampleParts.Independent(Make.Numbers(0, 50)).ShouldBe(50);
    }

    [Fact]
    public void Windows_of_a_table_are_cut_by_time_and_share_no_row()
    {
        // Two shops by turns; what is sold tells shop and day.
        File.WriteAllText(_folder["sold.csv"], "day,shop,sold\n" + string.Concat(Enumerable.Range(0, 80).Select(i =>
            $"{i / 2},{(i % 2 == 0 ? 'a' : 'b')},{(1000 * (i % 2)) + (i / 2)}.5\n")));
        Dataset windows = DataSources.Load("csv", new DataRequest
        {
            File = _folder["sold.csv"],
            Window = 5,
            Time = "day",
            Group = "shop",
            ValidationCount = 0,
            TestCount = 0,
        }).Training;
        windows.Count.ShouldBe(70);
        (Dataset others, Dataset part) = SampleParts.Cut(windows, 20, 1, RowSplit.Random)!.Value;
        part.Count.ShouldBe(20);
        // Ten windows of each shop are the part; four of each share rows with them.
        others.Count.ShouldBe(70 - 20 - 8);
        others.Inputs.Intersect(part.Inputs).ShouldBeEmpty();
        others.Inputs.Max(sold => sold % 1000).ShouldBeLessThan(part.Inputs.Min(sold => sold % 1000));
        SampleParts.Independent(windows).ShouldBe(2 * 39 / 5);
    }

    [Fact]
    public void A_rare_class_is_in_both_parts_where_the_recipe_stratifies()
    {
        Dataset all = new("rare", new Shape(1), [.. Enumerable.Range(0, 100).Select(i => (float)i)],
            new ClassTargets([.. Enumerable.Range(0, 100).Select(i => i < 10 ? 1 : 0)], 2));
        (Dataset others, Dataset part) = SampleParts.Cut(all, 20, 1, RowSplit.Stratified)!.Value;
        part.Inputs.Count(value => value < 10).ShouldBe(2);
        others.Inputs.ShouldBe(others.Inputs.Order());
    }

    [Fact]
    public void No_part_falls_to_nothing()
    {
        SampleParts.Cut(Make.Numbers(0, 2), 0, 1, RowSplit.Random)!.Value.Part.Count.ShouldBe(1);
        SampleParts.Cut(Make.Numbers(0, 2), 5, 1, RowSplit.Random)!.Value.Others.Count.ShouldBe(1);
        SampleParts.Cut(Make.Numbers(0, 1), 1, 1, RowSplit.Random).ShouldBeNull();
    }
}
