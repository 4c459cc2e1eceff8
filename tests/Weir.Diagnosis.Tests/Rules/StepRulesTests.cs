using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class StepRulesTests
{
    private static Func<FlowSample, FlowSample> Turning(double cosine, double ratio = 0.05) =>
        Written.EachParameter((flow, _) => flow with { GradientCosine = cosine, UpdateRatio = ratio });

    private static Func<FlowSample, FlowSample> Clipped(double factor, double ratio = 1e-6) => sample =>
        Written.Moved(ratio)(sample) with { ClippedNorm = factor };

    [Theory]
    [InlineData(24, -0.41, 0.011, true)]
    [InlineData(23, -0.41, 0.011, false)]
    [InlineData(24, -0.39, 0.011, false)]
    [InlineData(24, -0.41, 0.0099, false)]
    public void Long_steps_that_undo_each_other_oscillate(int steps, double cosine, double ratio, bool found) =>
        (new Written().Run(steps, _ => 2.302, Turning(cosine, ratio)).Says("oscillation")?.Severity)
            .ShouldBe(found ? Severity.Warning : null);

    [Theory]
    [InlineData(0.69, 0.69, false)]
    [InlineData(0.71, 0.71, true)]
    [InlineData(0.49, 1, false)]
    [InlineData(0.51, 1, true)]
    public void A_loss_that_falls_or_has_fallen_is_the_edge_of_stability(double before, double now, bool found) =>
        (new Written().Run(20, _ => before * Math.Log(10), Turning(-0.8)).Run(20, _ => now * Math.Log(10), Turning(-0.8))
            .Says("oscillation") is not null).ShouldBe(found);

    [Fact]
    public void Steps_that_turned_long_ago_do_not_oscillate() => new Written().Run(40, _ => 2.302, Turning(-0.9)).Run(12, _ => 2.302)
        .Says("oscillation").ShouldBeNull();

    [Theory]
    [InlineData(0.099, 1.8, false)]
    [InlineData(0.101, 1.8, true)]
    [InlineData(0.101, 1.49, false)]
    [InlineData(0.101, 1.51, true)]
    public void A_spike_is_a_long_step_and_a_jump(double ratio, double loss, bool found) =>
        (new Written().Run(20, _ => 0.5).Run(1, _ => 0.5, Written.Moved(ratio)).Run(1, _ => loss).Says("update-spike")?.Severity)
            .ShouldBe(found ? Severity.Information : null);

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void The_first_ten_samples_are_rough_in_any_case(int before, bool found) =>
        (new Written().Run(before, _ => 0.5).Run(1, _ => 0.5, Written.Moved(1)).Run(1, _ => 9).Says("update-spike") is not null)
            .ShouldBe(found);

    [Theory]
    [InlineData(18, true)]
    [InlineData(19, false)]
    public void A_spike_among_the_last_twenty_samples_is_news(int after, bool found) =>
        (new Written().Run(20, _ => 0.5).Run(1, _ => 0.5, Written.Moved(1)).Run(1, _ => 9).Run(after, _ => 0.5)
            .Says("update-spike") is not null).ShouldBe(found);

    [Fact]
    public void A_first_move_is_no_spike() =>
        new Written().Run(20, _ => 0.5, Written.Moved(0)).Run(1, _ => 0.5, Written.Moved(1)).Run(1, _ => 9).Says("update-spike")
            .ShouldBeNull();

    [Theory]
    [InlineData(0.99e-6, 4, 8, 2.302, true)]
    [InlineData(1.01e-6, 4, 8, 2.302, false)]
    [InlineData(0.99e-6, 2, 8, 2.302, true)]
    [InlineData(0.99e-6, 1, 8, 2.302, false)]
    [InlineData(0.99e-6, 4, 7, 2.302, false)]
    [InlineData(0.99e-6, 4, 8, 1.5, false)]
    public void Epsilon_rules_where_half_of_the_gradients_have_entries_below_ten_of_it(double norm, int weights, int samples, double loss,
        bool found)
    {
        // A weight has 100 entries.
        Written written = new Written()
            .Run(samples, _ => loss, Written.EachParameter((flow, i) => i < weights ? flow with { GradientNorm = norm } : flow));
        written.Setup = written.Setup with { Adaptive = true, Epsilon = 1e-8 };
        (written.Says("adam-epsilon")?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Theory]
    [InlineData(0.099, 1, true)]
    [InlineData(0.101, 1, false)]
    [InlineData(0.099, 1e-6, true)]
    public void An_epsilon_far_above_the_first_gradients_is_told_before_the_run(double ratio, double epsilon, bool found)
    {
        Written written = new Written().Draw(3, Written.EachParameter((flow, _) => flow with { GradientNorm = 10 * ratio * epsilon }));
        written.Setup = written.Setup with { Adaptive = true, Epsilon = epsilon };
        Finding? finding = written.Says("adam-epsilon");
        (finding?.Severity).ShouldBe(found ? Severity.Warning : null);
        // A usual one is not to blame for gradients that are smaller still.
        if (found)
            finding!.Remedies[0].ShouldBe(epsilon == 1 ? "a smaller epsilon: 1e-8 is usual" : "mend what makes the gradients small");
    }

    [Theory]
    [InlineData(0.951, 100, true)]
    [InlineData(0.951, 105, false)]
    [InlineData(0.949, 20, false)]
    [InlineData(0.999, 4_900, true)]
    [InlineData(0.999, 5_100, false)]
    public void Momentum_that_remembers_a_fifth_of_the_run_and_more_is_told_before_it(double momentum, long steps, bool found)
    {
        Written written = new();
        written.Setup = written.Setup with { Momentum = momentum, TotalSteps = steps };
        (written.Says("long-momentum")?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Theory]
    [InlineData(0.29, true)]
    [InlineData(0.31, false)]
    public void A_warm_up_that_the_run_ends_in_is_told_before_it(double share, bool found)
    {
        Written written = new();
        written.Setup = written.Setup with { WarmsUp = true, GivenRate = 0.1, Rate = 0.1 * share };
        Finding? finding = written.Says("short-schedule");
        (finding?.Severity).ShouldBe(found ? Severity.Warning : null);
        if (found)
            finding!.Message.ShouldBe("the warm-up is not over when the run is: the rate comes to 0.029 of the 0.1 that are given");
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    public void The_losses_of_a_few_samples_jump_as_a_matter_of_course(int batch, bool found)
    {
        Written written = new Written().Run(20, _ => 0.5, Written.Moved(0.01)).Run(1, _ => 0.5, Written.Moved(1)).Run(1, _ => 9);
        written.Setup = written.Setup with { Batch = batch };
        (written.Says("update-spike") is not null).ShouldBe(found);
    }

    [Fact]
    public void Momentum_of_one_forgets_nothing()
    {
        Written written = new();
        written.Setup = written.Setup with { Momentum = 1 };
        written.Says("long-momentum")!.Message
            .ShouldBe("a momentum of 1 remembers all steps that it ever made, and the run has 1,000");
    }

    [Theory]
    [InlineData(0.0099, 4.9e-4, true)]
    [InlineData(0.0101, 4.9e-4, false)]
    [InlineData(0.0099, 5.1e-4, false)]
    public void Clipping_is_told_where_it_leaves_a_hundredth_and_the_run_leads_nowhere(double factor, double ratio, bool found) =>
        (new Written().Draw(3, Clipped(factor, ratio)).Says("over-clipped")?.Severity).ShouldBe(found ? Severity.Warning : null);

    [Fact]
    public void Clipping_the_rare_step_is_what_it_is_for() => new Written().Draw(3, Clipped(1)).Run(16, _ => 2.302, Clipped(1))
        .Run(10, _ => 2.302, Clipped(1e-6)).Says("over-clipped").ShouldBeNull();

    [Theory]
    [InlineData(100, 2.302, Severity.Warning)]
    [InlineData(101, 2.302, Severity.Error)]
    [InlineData(101, 1.5, Severity.Warning)]
    public void Over_clipping_is_an_error_when_a_tenth_of_the_budget_has_taught_nothing(int steps, double loss, Severity severity) =>
        new Written().Run(steps, _ => loss, Clipped(1e-5)).Says("over-clipped")!.Severity.ShouldBe(severity);

    [Theory]
    [InlineData("over-clipped")]
    [InlineData("adam-epsilon")]
    public void A_bare_trace_knows_no_optimizer(string rule) =>
        new Written { IsBare = true }.Run(30, _ => 2.302, sample =>
            Written.Parameters(Clipped(1e-5)(sample), (flow, _) => flow with { GradientNorm = 1e-12 })).Says(rule).ShouldBeNull();

    [Theory]
    [InlineData(20, -0.21, 0.91, 2, true)]
    [InlineData(19, -0.21, 0.91, 2, false)]
    [InlineData(20, -0.19, 0.91, 2, false)]
    [InlineData(20, -0.21, 0.89, 2, false)]
    [InlineData(20, -0.21, 0.91, 1.1, false)]
    public void Steps_zig_zag_behind_an_offset_until_half_of_the_loss_is_learnt(int samples, double cosine, double offset, double loss,
        bool found)
    {
        Written written = new Written("linear+sigmoid", "linear").Run(samples, _ => loss, sample =>
            Written.Layers(Turning(cosine)(sample), (flow, _) => flow with { ActivationMean = offset, ActivationRms = 1 }));
        (written.Says("zig-zag")?.Severity).ShouldBe(found ? Severity.Information : null);
    }

    [Fact]
    public void The_first_layers_inputs_are_the_data() =>
        new Written("linear").Run(30, _ => 2, sample => Written.Layers(Turning(-0.9)(sample), (flow, _) =>
            flow with { ActivationMean = 1, ActivationRms = 1 })).Says("zig-zag").ShouldBeNull();
}
