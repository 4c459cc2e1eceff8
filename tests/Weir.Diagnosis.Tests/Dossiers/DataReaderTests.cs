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

    /// <summary>Standardized targets stood beside losses in the table's unit.</summary>
    [Fact]
    public void Targets_are_known_in_the_unit_of_their_losses_too()
    {
        Dataset table = new("table", new Shape(1), [1, 2, 3, 4], new ValueTargets([200, 300, 400, 500], 1));
        Standardizer targets = Standardizer.FitTargets(table);
        DataFacts facts = Of(table, targets);
        facts.Target!.Value.Mean.ShouldBe(0, 1e-6);
        (double least, double mean, double greatest, double deviation) = facts.TargetInUnit!.Value;
        least.ShouldBe(200, 1e-3);
        mean.ShouldBe(350, 1e-3);
        greatest.ShouldBe(500, 1e-3);
        deviation.ShouldBe(Math.Sqrt(12500), 1e-3);
        Of(table, Standardizer.Identity).TargetInUnit.ShouldBeNull();
        // Columns of several units have none in common, and their losses stay as they are.
        Dataset wide = new("table", new Shape(1), [1, 2], new ValueTargets([200, 3, 400, 5], 2));
        Of(wide, Standardizer.FitTargets(wide)).TargetInUnit.ShouldBeNull();

        static DataFacts Of(Dataset table, Standardizer targets) => DataReader.Read(new DataSplit(targets.ApplyToTargets(table)),
            new MeanSquaredError(), 1, seed: 1, thorough: true, targets);
    }

    private static DataFacts Read(string[]? classes, string[]? columns, Loss? loss = null) => DataReader.Read(
        new DataSplit(new Dataset("table", new Shape(2), s_inputs, new ClassTargets([0, 0, 0, 2], 3, classes)) { Columns = columns }),
        loss ?? new CrossEntropy(), 1, seed: 1, thorough: false);
}
