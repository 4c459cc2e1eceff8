namespace Weir.Diagnosis.Tests;

public sealed class DataQualityTests
{
    private static string? Says(Func<DataFacts, DataFacts> change)
    {
        Written written = new();
        written.Data = change(written.Data);
        return written.Says("data-quality")?.Message;
    }

    [Fact]
    public void Data_without_peculiarities_has_nothing_to_tell() => Says(data => data).ShouldBeNull();

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "33 training samples are copies")]
    public void A_hundredth_of_copies_passes(int copies, string? message) => Says(data => data with { Duplicates = copies })
        .ShouldBe(message);

    [Fact]
    public void A_single_sample_in_two_parts_does_not() => Says(data => data with { Overlap = 1 })
        .ShouldBe("one sample of the other parts is in the training part too");

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(0.91, true)]
    public void Nine_tenths_of_one_class_pass(double share, bool found) => (Says(data => data with { MajorityShare = share }) is not null)
        .ShouldBe(found);

    [Theory]
    [InlineData(0.9, 0.3, false)]
    [InlineData(0.91, 0.3, true)]
    [InlineData(0.99, 0.91, false)]
    public void Class_weights_that_leave_nearly_all_of_the_loss_to_a_class_are_told(double weighted, double majority, bool found)
    {
        Written written = new();
        written.Data = written.Data with { WeightedShare = weighted, WeightedClass = "'iris'", MajorityShare = majority };
        Finding? finding = written.Says("data-quality");
        (finding?.Severity == Severity.Warning).ShouldBe(found);
        if (found)
            (finding!.Message, finding.Remedies[0]).ShouldBe(("with the class weights 91.0 % of the loss is that of 'iris'",
                "weights of one over the class's share of the samples (`class-weights: balanced`)"));
    }

    [Theory]
    [InlineData(0.54, true)]
    [InlineData(0.56, false)]
    public void At_the_end_of_a_run_that_gets_less_than_half_right_such_weights_are_an_error(double accuracy, bool error)
    {
        Written written = new Written().Run(20).Epoch(0.1, 0.1, accuracy);
        written.Data = written.Data with { WeightedShare = 0.99 };
        written.End = new EndFacts(false, 20);
        written.Says("data-quality")!.Severity.ShouldBe(error ? Severity.Error : Severity.Warning);
    }

    [Fact]
    public void A_class_that_counts_for_next_to_nothing_is_told()
    {
        Written written = new();
        written.Data = written.Data with { WeightedShare = 0.4, NeglectedClasses = 1, NeglectedClass = "'iris'" };
        Finding finding = written.Says("data-quality").ShouldNotBeNull();
        (finding.Severity, finding.Message).ShouldBe((Severity.Warning,
            "one class has less than a hundredth of the weight in the loss that its samples would give it ('iris')"));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void Features_that_never_change_are_told_of_in_tables_alone(int features, bool found) =>
        (Says(data => data with { Features = features, ConstantFeatures = 3 }) is not null).ShouldBe(found);

    [Fact]
    public void An_empty_set_has_no_peculiarities() => Says(data => data with { Samples = 0, EmptyClasses = 3 }).ShouldBeNull();

    [Fact]
    public void Classes_and_columns_are_named_and_each_fact_has_its_own_remedy()
    {
        Written written = new();
        written.Data = written.Data with
        {
            EmptyClasses = 1,
            EmptyClass = "'virginica'",
            ConstantFeatures = 2,
            ConstantFeature = "'width'",
        };
        Finding finding = written.Says("data-quality")!;
        finding.Message.ShouldBe(
            "one class has no training sample ('virginica'); 2 features are the same in all samples (the first is 'width')");
        finding.Remedies.ShouldBe(["split so that each class has training samples, or leave classes without any out",
            "drop features that never change"]);
        Says(data => data with { MajorityShare = 0.95, MajorityClass = "class 3" }).ShouldBe("95 % of the samples are of class 3");
    }
}
