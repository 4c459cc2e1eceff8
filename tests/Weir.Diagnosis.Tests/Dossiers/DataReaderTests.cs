using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Diagnosis.Tests.Dossiers;

/// <summary>What is peculiar in data is called by the name that its user knows it by, or by its number.</summary>
public sealed class DataReaderTests
{
    private static readonly float[] s_inputs = [1, 7, 2, 7, 3, 7, 4, 7];

    [Fact]
    public void Classes_and_columns_are_called_by_their_names()
    {
        DataFacts facts = Read(["setosa", "virginica", "versicolor"], ["length", "width"]);
        facts.EmptyClasses.ShouldBe(1);
        facts.EmptyClass.ShouldBe("'virginica'");
        facts.MajorityClass.ShouldBe("'setosa'");
        facts.ConstantFeature.ShouldBe("'width'");
    }

    [Fact]
    public void What_has_no_name_is_called_by_its_number()
    {
        DataFacts facts = Read(null, null);
        (facts.EmptyClass, facts.MajorityClass, facts.ConstantFeature).ShouldBe(("class 1", "class 0", "feature 1"));
    }

    [Fact]
    public void What_a_class_has_of_the_loss_is_its_samples_times_its_weight()
    {
        DataFacts facts = Read(["setosa", "virginica", "versicolor"], null, new ClassWeighted(new CrossEntropy(), [1, 1, 97]));
        facts.WeightedShare!.Value.ShouldBe(0.97, 1e-6);
        facts.WeightedClass.ShouldBe("'versicolor'");
        facts.NeglectedClasses.ShouldBe(0);
        Read(null, null).WeightedShare.ShouldBeNull();
        facts = Read(["setosa", "virginica", "versicolor"], null, new ClassWeighted(new CrossEntropy(), [1, 1, 0.01f]));
        (facts.NeglectedClasses, facts.NeglectedClass).ShouldBe((0, null));
        facts = Read(["setosa", "virginica", "versicolor"], null, new ClassWeighted(new CrossEntropy(), [1, 1, 0.005f]));
        (facts.NeglectedClasses, facts.NeglectedClass).ShouldBe((1, "'versicolor'"));
    }

    [Fact]
    public void Numbers_of_rows_are_told_of_as_far_as_they_are_known()
    {
        float[] values = [.. Enumerable.Range(0, 120).Select(i => i % 3 == 0 ? float.NaN : i % 2 == 0 ? 4f : 8f)];
        Dataset rows = new("rows", new Shape(3, 1), [.. Enumerable.Range(0, 120).Select(i => i * 0.1f)],
            new ValueTargets(values, 3) { Positions = 3 });
        DataFacts facts = DataReader.Read(new DataSplit(rows), new MeanSquaredError(), 1, seed: 1, thorough: true);
        (facts.NonFiniteTargets, facts.TargetValues, facts.Target).ShouldBe((0, 2, (4, 6, 8, 2)));
        facts.TrivialLoss!.Value.ShouldBe(4, 1e-6);
        (facts.LinearSkill, facts.NeighbourScore, facts.SequenceScore).ShouldBe((null, null, null));
        values[1] = float.PositiveInfinity;
        DataReader.Read(new DataSplit(rows), new MeanSquaredError(), 1, seed: 1, thorough: false).NonFiniteTargets.ShouldBe(1);
    }

    private static DataFacts Read(string[]? classes, string[]? columns, Loss? loss = null) => DataReader.Read(
        new DataSplit(new Dataset("table", new Shape(2), s_inputs, new ClassTargets([0, 0, 0, 2], 3, classes)) { Columns = columns }),
        loss ?? new CrossEntropy(), 1, seed: 1, thorough: false);
}
