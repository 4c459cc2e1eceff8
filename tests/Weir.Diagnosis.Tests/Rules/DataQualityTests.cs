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
