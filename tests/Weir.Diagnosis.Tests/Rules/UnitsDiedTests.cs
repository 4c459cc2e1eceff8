using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class UnitsDiedTests
{
    private const string Rule = "units-died";

    private static Func<FlowSample, FlowSample> Zero(double share, int layer = 1) =>
        Written.EachLayer((flow, i) => i == layer ? flow with { ActivationZero = share } : flow);

    /// <summary>A run whose second layer falls silent after some samples.</summary>
    private static Written Died(double zero = 0.99, double start = 0.5, double loss = 2.31, int before = 60, int after = 4) =>
        new Written().Run(before, _ => loss, Zero(start)).Run(after, _ => loss, Zero(zero));

    [Theory]
    [InlineData(0.94, 0.5, false)]
    [InlineData(0.95, 0.5, true)]
    [InlineData(0.99, 0.79, true)]
    [InlineData(0.99, 0.8, false)]
    public void Nearly_all_outputs_are_zero_now_and_were_not_at_the_start(double zero, double start, bool found) =>
        (Died(zero, start).Says(Rule)?.Severity).ShouldBe(found ? Severity.Error : null);

    [Theory]
    [InlineData(0.91, true)]
    [InlineData(0.89, false)]
    public void A_network_that_has_learnt_a_tenth_may_be_as_sparse_as_it_likes(double timesGuessing, bool found) =>
        (Died(loss: timesGuessing * Math.Log(10)).Says(Rule) is not null).ShouldBe(found);

    [Fact]
    public void Four_samples_must_agree()
    {
        Died(after: 3).Says(Rule).ShouldBeNull();
        Died().Run(1, _ => 2.31, Zero(0.9)).Run(3, _ => 2.31, Zero(0.99)).Says(Rule).ShouldBeNull();
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    public void A_rough_start_of_a_twentieth_of_the_budget_proves_nothing(int steps, bool found) =>
        (Died(before: 20, after: steps - 20).Says(Rule) is not null).ShouldBe(found);

    [Fact]
    public void A_run_that_has_ended_has_no_rest_in_which_to_recover()
    {
        Written written = Died(before: 8, after: 4);
        written.Says(Rule).ShouldBeNull();
        written.End = new EndFacts(true, 12);
        written.Says(Rule).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Of_a_bare_trace_eight_samples_are_needed(int before, bool found)
    {
        Written written = Died(before: before);
        written.IsBare = true;
        (written.Says(Rule) is not null).ShouldBe(found);
    }

    [Fact]
    public void Only_hidden_rectifiers_die()
    {
        new Written("linear+leaky-relu", "linear+leaky-relu", "linear").Run(60, _ => 2.31).Run(4, _ => 2.31, Zero(1)).Says(Rule)
            .ShouldBeNull();
        new Written("linear+relu", "linear+relu").Run(60, _ => 2.31).Run(4, _ => 2.31, Zero(1)).Says(Rule).ShouldBeNull();
    }
}
