using Weir.Training;

namespace Weir.Diagnosis.Tests;

/// <summary>What a range test suggests is tried before it is advised.</summary>
public sealed class RateAdviceTests
{
    private static readonly RateRangeResult s_result =
        new() { Points = [], Suggested = 0.9, Interval = (0.3, 2), Reason = "the loss falls fastest at 0.9" };

    // The first steps make the loss fall at rates up to a limit.
    private static RateRangeResult BorneOut(double limit) => RateAdvice.BorneOut(s_result,
        rate => new TrialFacts(8, 8 * rate, 2.3, 3, rate <= limit ? 2.2 : 2.4));

    [Fact]
    public void A_rate_that_the_first_steps_bear_out_stands() => BorneOut(1).ShouldBeSameAs(s_result);

    [Theory]
    [InlineData(0.5, 0.3, 0.1)]
    [InlineData(0.2, 0.1, 0.1 / 3)]
    [InlineData(0.04, 0.9 / 27, 0.9 / 81)]
    public void One_that_they_do_not_is_lowered_until_they_do(double limit, double rate, double low)
    {
        RateRangeResult result = BorneOut(limit);
        result.Suggested!.Value.ShouldBe(rate, 1e-12);
        result.Interval!.Value.ShouldSatisfyAllConditions(interval => interval.Low.ShouldBe(low, 1e-12),
            interval => interval.High.ShouldBe(rate, 1e-12));
    }

    [Fact]
    public void Where_none_does_none_is_suggested() => BorneOut(0.001).ShouldSatisfyAllConditions(
        result => result.Suggested.ShouldBeNull(),
        result => result.Interval.ShouldBeNull(),
        result => result.Reason.ShouldStartWith("no rate can be suggested"));

    [Fact]
    public void Where_no_step_can_be_made_the_test_stands() => RateAdvice.BorneOut(s_result, _ => null).ShouldBeSameAs(s_result);
}
