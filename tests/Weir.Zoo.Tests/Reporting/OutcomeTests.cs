namespace Weir.Zoo.Tests;

public class OutcomeTests
{
    [Fact]
    public void Only_warnings_and_errors_count_and_rank()
    {
        Outcome outcome = Of(Make.Finding("information", 1, "saturation"), Make.Finding("warning", 50, "unscaled-input"),
            Make.Finding("error", 97, "saturation", "symmetric-init"));
        outcome.IsRaised.ShouldBeTrue();
        outcome.IsError.ShouldBeTrue();
        outcome.Rank.ShouldBe(2);
        outcome.FirstFault.ShouldBe("unscaled-input");
        (outcome.RaisedAt, outcome.NamedAt).ShouldBe((50, 97));
        outcome.IsEarly(outcome.RaisedAt).ShouldBeTrue();
        outcome.IsEarly(96).ShouldBeTrue();
        outcome.IsEarly(outcome.NamedAt).ShouldBeFalse();
    }

    [Fact]
    public void A_finding_of_several_faults_counts_as_the_injected_one()
    {
        Outcome outcome = Of(Make.Finding("warning", 0, "dying-relu", "saturation"));
        (outcome.Rank, outcome.FirstFault).ShouldBe((1, "saturation"));
    }

    [Fact]
    public void Information_alone_is_nothing_raised()
    {
        Outcome outcome = Of(Make.Finding("information", 1, "saturation"));
        (outcome.IsRaised, outcome.Rank, outcome.FirstFault, outcome.RaisedAt).ShouldBe((false, 0, null, null));
        outcome.IsEarly(null).ShouldBeFalse();
    }

    [Theory]
    [InlineData("vanishing-gradient", "zeros", 32, true)]
    [InlineData("learning-rate-too-high", "zeros", 32, false)]
    [InlineData("misaligned-labels", "zeros", 32, false)]
    [InlineData("dying-relu", "zeros", 32, false)]
    [InlineData("dying-relu", "constant--3", 32, true)]
    [InlineData("dying-relu", "zeros", 2, true)]
    public void A_check_is_asked_for_what_lies_in_the_network_and_its_inputs(string fault, string bias, int units, bool expected)
    {
        ZooCase read = Make.WithLayers($$"""
            [{"dense": {{units}}, "init": "he-normal", "bias": "{{bias}}"}, {"activation": "relu"},
             {"dense": "classes", "init": "he-normal"}]
            """);
        PreflightFaults.Holds(read with { Fault = fault }).ShouldBe(expected);
    }

    private static Outcome Of(params FindingRecord[] findings) =>
        new(Make.Case(Make.CaseJson()) with { Fault = "saturation" },
            new CaseRecord { Case = "one", Seed = 1, Findings = findings, Steps = 960 });
}
