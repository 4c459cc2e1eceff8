namespace Weir.Diagnosis.Tests;

public sealed class RateRulesTests
{
    [Fact]
    public void Long_steps_with_a_loss_above_guessing_are_an_error()
    {
        Written written = new Written()
            .Run(60, _ => 9, sample => Written.Parameters(sample, (flow, _) => flow with { UpdateRatio = 0.3 }), every: 3);
        written.Says("learning-rate-too-high")!.Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void Long_steps_that_learn_are_none_of_its_business() =>
        new Written().Run(60, null, sample => Written.Parameters(sample, (flow, _) => flow with { UpdateRatio = 0.3 }))
            .Says("learning-rate-too-high")?.Severity.ShouldBe(Severity.Information);

    [Theory]
    [InlineData(1e-6, true)]
    [InlineData(1e-3, false)]
    public void A_rate_is_too_low_when_the_whole_run_leads_nowhere(double ratio, bool found)
    {
        Written written = new Written().Draw(3, sample => Written.Parameters(sample, (flow, _) => flow with { UpdateRatio = ratio }));
        Finding? finding = written.Says("learning-rate-too-low");
        (finding is not null).ShouldBe(found);
        // Rates add up to 100, the step's was 0.1: a thousand such steps.
        if (found)
            finding!.Evidence[0].Value.ShouldBe(1000 * ratio, 1e-9);
    }

    [Fact]
    public void Clipping_that_leaves_nothing_is_told_to_sgd_alone()
    {
        Written written = new Written()
            .Draw(3, sample => Written.Parameters(sample, (flow, _) => flow with { UpdateRatio = 1e-6 }) with { ClippedNorm = 1e-5 });
        written.Says("over-clipped")!.Evidence[0].Value.ShouldBe(1e-5, 1e-12);
        written.Setup = written.Setup with { Adaptive = true };
        written.Says("over-clipped").ShouldBeNull();
    }

    [Fact]
    public void Steps_that_undo_each_other_without_progress_oscillate() =>
        new Written().Run(60, _ => 2.2, sample => Written.Parameters(sample, (flow, _) =>
            flow with { GradientCosine = -0.7, UpdateRatio = 0.05 })).Says("oscillation").ShouldNotBeNull();

    [Fact]
    public void Gradients_as_small_as_epsilon_are_told_to_adam()
    {
        Written written = new Written()
            .Run(30, _ => 2.303, sample => Written.Parameters(sample, (flow, _) => flow with { GradientNorm = 1e-8 }));
        written.Says("adam-epsilon").ShouldBeNull();
        written.Setup = written.Setup with { Adaptive = true, Epsilon = 1e-8 };
        written.Says("adam-epsilon")!.Severity.ShouldBe(Severity.Warning);
        written.Says("adam-epsilon")!.Message.ShouldEndWith("epsilon is 1e-8");
    }

    [Fact]
    public void A_spike_of_the_update_with_a_jump_of_the_loss_is_worth_knowing()
    {
        Written written = new Written().Run(20, _ => 0.5).Run(1, _ => 0.5, sample =>
            Written.Parameters(sample, (flow, _) => flow with { UpdateRatio = 0.5 })).Run(1, _ => 4).Run(3, _ => 1);
        Finding finding = written.Says("update-spike")!;
        finding.Severity.ShouldBe(Severity.Information);
        finding.Message.ShouldContain("step 21 moved the weights 50 times as far as usual");
    }
}
