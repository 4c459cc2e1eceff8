using Weir.Data;
using Weir.Tensors;

namespace Weir.Repair.Tests.Evidence;

public class DataFaultsTests
{
    [Fact]
    public void Numbers_of_classes_divided_like_pixels_are_told_where_nothing_is_learnt_of_them()
    {
        DataSplit divided = Split([.. Enumerable.Range(0, 50).Select(i => i % 5 / 255f)]);
        DataFaults.After([], divided, skill: 0.02).ShouldHaveSingleItem().Name.ShouldBe("divided-targets");
        DataFaults.After([], divided, skill: 0.9).ShouldBeEmpty();
    }

    [Fact]
    public void Brightness_of_eight_bits_is_no_fault()
    {
        DataFaults.After([], Split([.. Enumerable.Range(0, 50).Select(i => i * 2 / 255f)]), skill: 0).ShouldBeEmpty();
        DataFaults.After([], Split([.. Enumerable.Range(0, 50).Select(i => ((i % 7) + 3) / 255f)]), skill: 0).ShouldBeEmpty();
    }

    [Fact]
    public void Targets_that_are_no_numbers_are_told_by_their_rows()
    {
        float[] targets = new float[10];
        (targets[2], targets[6]) = (float.NaN, float.PositiveInfinity);
        DataFault fault = DataFaults.Before([], Split(targets), null).ShouldHaveSingleItem();
        fault.Name.ShouldBe("non-finite-input");
        fault.Rows.ShouldBe([3, 7]);
        fault.Columns.ShouldBe(["target"]);
    }

    [Fact]
    public void Samples_of_a_file_are_told_by_their_lines_those_of_the_validation_part_too()
    {
        Dataset training = new("t", new Shape(1), [1, 2, 3], new ValueTargets([1, 2, 3])), validation = new("v", new Shape(1),
            [1, float.NaN], new ValueTargets([1, 2]))
        {
            Origins = [new SampleOrigin("data/prices.csv", 8), new SampleOrigin("data/prices.csv", 5)],
        };
        DataFault fault = DataFaults.Before([], new DataSplit(training, validation), null).ShouldHaveSingleItem();
        fault.Message.ShouldBe("1 validation sample holds a number that is not finite: lines of prices.csv");
        fault.Rows.ShouldBe([5]);
        // What nothing is judged by does not matter.
        DataFaults.Before([], new DataSplit(training, null, validation), null).ShouldBeEmpty();
    }

    [Fact]
    public void Rows_of_a_sequence_whose_numbers_are_not_known_are_no_fault_and_its_columns_have_names()
    {
        DataSplit Rows(float first, float second) => new(new Dataset("rows", new Shape(2, 2), [1, 2, 3, first],
            new ValueTargets([float.NaN, second], 2) { Positions = 2 })
        { Columns = ["x", "y"] });
        DataFaults.Before([], Rows(4, 1), null).ShouldBeEmpty();
        DataFaults.Before([], Rows(float.NaN, float.PositiveInfinity), null).ShouldHaveSingleItem().Columns.ShouldBe(["y", "target"]);
    }

    private static DataSplit Split(float[] targets) => new(new Dataset("any", new Shape(1), new float[targets.Length],
        new ValueTargets(targets)));
}
