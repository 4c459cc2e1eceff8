using Weir.Data;
using Weir.Tensors;

namespace Weir.Zoo.Tests;

public sealed class CaseDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-zoo-").FullName;

    public CaseDataTests()
    {
        File.WriteAllText(Path.Combine(_folder, "own-train.csv"), "x0,x1,y\n1,2,5\n3,4,7\n5,6,9\n7,8,5\n");
        File.WriteAllText(Path.Combine(_folder, "own-test.csv"), "x0,x1,y\n-1,-2,9\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Labels_are_the_different_values_of_the_training_table_and_the_test_table_is_both_other_parts()
    {
        DataSplit data = Of("");
        ClassTargets targets = data.Training.Targets.ShouldBeOfType<ClassTargets>();
        targets.Classes.ShouldBe(3);
        Rows(data.Training).Zip(targets.Labels).Order().ShouldBe([(1f, 0), (3f, 1), (5f, 2), (7f, 0)]);
        data.Validation.ShouldBeSameAs(data.Test);
        data.Test!.Inputs.ShouldBe([-1, -2]);
        ((ClassTargets)data.Test.Targets).Labels.ShouldBe([2]);
    }

    [Fact]
    public void With_a_loss_on_values_targets_are_numbers()
    {
        DataSplit data = Of("", loss: "mse");
        Rows(data.Training).Zip(data.Training.Targets.ShouldBeOfType<ValueTargets>().Values).Order()
            .ShouldBe([(1f, 5f), (3f, 7f), (5f, 9f), (7f, 5f)]);
    }

    [Fact]
    public void Scale_and_shift_change_every_input_and_spread_the_first_feature_of_both_sets()
    {
        DataSplit data = Of("\"scale\": 2, \"shift\": 1, \"spread\": 10");
        data.Test!.Inputs.ShouldBe([-10, -3]);
        data.Training.Inputs.Chunk(2).Select(row => (row[0], row[1])).Order().ShouldBe([(30f, 5f), (70f, 9f), (110f, 13f), (150f, 17f)]);
    }

    [Fact]
    public void A_given_number_of_training_rows_gets_a_NaN_in_the_first_feature_alone()
    {
        DataSplit data = Of("\"nan_rows\": 3");
        Rows(data.Training).Count(float.IsNaN).ShouldBe(3);
        data.Training.Inputs.Count(float.IsNaN).ShouldBe(3);
        data.Test!.Inputs.ShouldBe([-1, -2]);
        Should.Throw<DataException>(() => Of("\"nan_rows\": 5")).Message.ShouldContain("5 rows are to get a NaN; the set has 4");
    }

    [Fact]
    public void Permuted_targets_are_the_same_ones_in_an_order_of_the_seed()
    {
        CaseData bundled = Make.BundledData();
        ZooCase plain = Make.Case(Make.CaseJson()), permuted = Make.Case(Make.CaseJson("\"shuffle_labels\": true"));
        int[] labels = Labels(bundled.Of(plain, 1).Training), moved = Labels(bundled.Of(permuted, 1).Training);
        moved.Order().ShouldBe(labels.Order());
        // A permutation leaves about a third of three classes in place.
        labels.Zip(moved).Count(pair => pair.First == pair.Second).ShouldBeInRange(200, 340);
        Labels(bundled.Of(permuted, 1).Training).ShouldBe(moved);
        Labels(bundled.Of(permuted, 2).Training).ShouldNotBe(moved);
        Labels(bundled.Of(permuted, 1).Test!).ShouldBe(Labels(bundled.Of(plain, 1).Test!));
    }

    [Fact]
    public void A_first_reshape_is_the_shape_of_the_samples()
    {
        ZooCase images = Make.Case(Make.CaseJson(dataset: "own",
            layers: """[{"reshape": [1, 2, 1]}, {"flatten": true}, {"dense": "classes", "init": "zeros"}]"""));
        new CaseData(_folder, null).Of(images, 1).Training.InputShape.ShouldBe(new Shape(1, 2, 1));
        ZooCase wrong = Make.Case(Make.CaseJson(dataset: "own",
            layers: """[{"reshape": [2, 2, 1]}, {"flatten": true}, {"dense": "classes", "init": "zeros"}]"""));
        Should.Throw<DataException>(() => new CaseData(_folder, null).Of(wrong, 1)).Message.ShouldContain("cannot be seen as (2, 2, 1)");
    }

    [Fact]
    public void A_table_that_is_not_there_is_told()
    {
        ZooCase other = Make.Case(Make.CaseJson(dataset: "others"));
        Should.Throw<DataException>(() => new CaseData(_folder, null).Of(other, 1))
            .Message.ShouldContain(Path.Combine(_folder, "others-train.csv"));
    }

    private DataSplit Of(string more, string loss = "cross-entropy") => new CaseData(_folder, null)
        .Of(Make.Case(Make.CaseJson(more, loss: loss, dataset: "own")), 1);

    private static IEnumerable<float> Rows(Dataset part) => part.Inputs.Where((_, i) => i % 2 == 0);

    private static int[] Labels(Dataset part) => ((ClassTargets)part.Targets).Labels;
}
