using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class RateTooLowTests
{
    private const string Rule = "learning-rate-too-low";

    // The rates add up to 100 and the step's is 0.1: a run reaches a thousand times its first step.
    private static Func<FlowSample, FlowSample> Reaching(double reach, double cosine = 0.5) =>
        Written.EachParameter((flow, _) => flow with { UpdateRatio = reach / 1000, GradientCosine = cosine });

    [Theory]
    [InlineData(0.029, 0, true)]
    [InlineData(0.031, 0, false)]
    [InlineData(0.0029, 0.9, true)]
    [InlineData(0.0031, 0.9, false)]
    public void Three_hundredths_of_the_weights_momentum_counted_lead_nowhere(double reach, double momentum, bool found)
    {
        Written written = new Written().Draw(3, Reaching(reach));
        written.Setup = written.Setup with { Momentum = momentum };
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Fact]
    public void The_layer_that_moves_most_counts() =>
        new Written().Draw(3, Written.EachParameter((flow, i) => flow with { UpdateRatio = i == 3 ? 1e-3 : 1e-9 })).Says(Rule)
            .ShouldBeNull();

    [Fact]
    public void A_network_that_has_learnt_a_tenth_has_moved_enough() => new Written().Draw(3, Reaching(1e-3))
        .Run(60, _ => 2, Reaching(1e-3)).Says(Rule).ShouldBeNull();

    [Theory]
    [InlineData(100, Severity.Warning)]
    [InlineData(101, Severity.Error)]
    public void It_is_an_error_after_a_tenth_of_the_budget(int steps, Severity severity) =>
        new Written().Run(steps, _ => 2.302, Reaching(1e-3)).Says(Rule)!.Severity.ShouldBe(severity);

    [Theory]
    [InlineData(201, 0.49, 0.31, true)]
    [InlineData(200, 0.49, 0.31, false)]
    [InlineData(201, 0.51, 0.31, false)]
    [InlineData(201, 0.49, 0.29, false)]
    public void A_longer_reach_counts_where_steps_agree_and_a_fifth_of_the_budget_has_taught_nothing(int steps, double reach, double cosine,
        bool found) =>
        (new Written().Run(steps, _ => 2.302, Reaching(reach, cosine)).Says(Rule)?.Severity).ShouldBe(found ? Severity.Error : null);

    [Theory]
    [InlineData(501, 0.51, true)]
    [InlineData(500, 0.51, false)]
    [InlineData(501, 0.49, false)]
    public void After_half_of_the_budget_half_of_the_loss_is_to_be_learnt(int steps, double timesGuessing, bool found) =>
        (new Written().Run(steps, _ => timesGuessing * Math.Log(10), Reaching(0.4)).Says(Rule)?.Severity)
            .ShouldBe(found ? Severity.Warning : null);

    [Fact]
    public void A_bare_trace_does_not_say_how_many_steps_there_will_be() =>
        new Written { IsBare = true }.Run(60, _ => 2.302, Reaching(1e-3)).Says(Rule).ShouldBeNull();

    [Fact]
    public void A_rate_of_zero_at_the_first_step_of_a_warm_up_says_nothing() =>
        new Written().Run(20, _ => 2.302, sample => Reaching(1e-3)(sample) with { Rate = 0 }).Says(Rule).ShouldBeNull();

    [Fact]
    public void How_much_higher_the_rate_must_be_is_told_by_how_far_it_leads() =>
        new Written().Draw(3, Reaching(2e-4)).Says(Rule)!.Remedies[0].ShouldBe("a rate 10,000 times higher (`weir rate` looks for one)");

    /// <summary>Nothing times nothing is no matter of the rate.</summary>
    [Fact]
    public void Where_no_gradient_arrives_no_rate_is_to_blame()
    {
        new Written().Draw(3, Reaching(0)).Says(Rule).ShouldBeNull();
        Written tried = new Written { Trial = new TrialFacts(20, 2, 2.4, 2.4, 2.39999) }.Draw(3, Reaching(0.4));
        tried.Says(Rule).ShouldNotBeNull();
        tried.Trial = tried.Trial! with { HasGradient = false };
        tried.Says(Rule).ShouldBeNull();
    }

    [Fact]
    public void Where_all_targets_are_the_same_there_is_nothing_to_be_late_for()
    {
        Written written = new Written().Draw(3, Reaching(1e-3));
        written.Data = written.Data with { TrivialLoss = 0 };
        written.Says(Rule).ShouldBeNull();
    }

    /// <summary>It was told by the losses of two batches.</summary>
    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.0, false)]
    public void A_way_that_goes_on_downhill_is_told_by_the_medians_of_many_batches(double fall, bool found)
    {
        Written written = new Written().Run(100, step => 1.9 - (fall * step / 1000) + (step == 501 ? 0.4 : 0),
            Reaching(0.9, 0.95), every: 10);
        (written.Says(Rule) is not null).ShouldBe(found);
    }
}
