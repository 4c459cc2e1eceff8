using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class RegularisationTests
{
    private const string Rule = "over-regularised";

    // Weights have norm 5 and 100 entries each, gradients norm 0.5; the rates add up to 100.
    private static Written Decay(Written written, double decay, bool decoupled = false)
    {
        written.Setup = written.Setup with { WeightDecay = decay, DecoupledDecay = decoupled };
        return written;
    }

    private static Func<FlowSample, FlowSample> Weights(double norm, double gradient = 0.5) =>
        Written.EachParameter((flow, _) => flow with { WeightNorm = norm, GradientNorm = gradient });

    [Theory]
    [InlineData(0.049, false)]
    [InlineData(0.051, true)]
    public void Decay_may_pull_half_as_hard_as_the_data(double decay, bool found) =>
        (Decay(new Written().Draw(3), decay).Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);

    [Theory]
    [InlineData(0.029, false)]
    [InlineData(0.031, true)]
    public void Decay_that_does_not_act_in_the_budget_passes(double decay, bool found) =>
        (Decay(new Written().Draw(3, Weights(5, 0.01)), decay).Says(Rule) is not null).ShouldBe(found);

    [Theory]
    [InlineData(0.99, false)]
    [InlineData(1.01, true)]
    public void Decoupled_decay_is_compared_with_steps_of_the_rates_length(double decay, bool found)
    {
        // The entries' rms is 5/√100.
        Written written = Decay(new Written().Draw(3, Weights(5, 1e-9)), decay, decoupled: true);
        (written.Says(Rule) is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(2.51, 50, 2.302, false)]
    [InlineData(2.49, 50, 2.302, true)]
    [InlineData(2.49, 49, 2.302, false)]
    [InlineData(2.49, 50, 2.15, false)]
    public void Weights_that_have_shrunk_by_half_in_a_network_that_guesses_are_told(double norm, int steps, double loss, bool found) =>
        (Decay(new Written().Run(8, _ => loss).Run(steps - 8, _ => loss, Weights(norm)), 0.02).Says(Rule)?.Severity)
            .ShouldBe(found ? Severity.Warning : null);

    [Fact]
    public void Without_decay_weights_may_shrink() => Decay(new Written().Run(8, _ => 2.302).Run(60, _ => 2.302, Weights(1)), 0).Says(Rule)
        .ShouldBeNull();

    [Theory]
    [InlineData(0.74, 1, false)]
    [InlineData(0.76, 1, true)]
    [InlineData(0.5, 5, false)]
    [InlineData(0.5, 6, true)]
    public void Dropout_has_a_limit_for_a_layer_and_one_for_all(double share, int layers, bool found)
    {
        Written written = new Written().Draw(1);
        written.Network = written.Network with { Dropout = [.. Enumerable.Repeat(share, layers)] };
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Theory]
    [InlineData(300, 2.302, null, Severity.Warning)]
    [InlineData(301, 2.302, null, Severity.Error)]
    [InlineData(301, 1.5, null, Severity.Warning)]
    [InlineData(301, 2.302, 0.8, Severity.Warning)]
    public void It_is_an_error_when_three_tenths_of_the_budget_have_taught_nothing(int steps, double loss, double? accuracy,
        Severity severity)
    {
        Written written = Decay(new Written().Run(steps, _ => loss), 0.3);
        if (accuracy is not null)
            written.Epoch(loss).Epoch(loss).Epoch(loss, trainingAccuracy: accuracy);
        written.Says(Rule)!.Severity.ShouldBe(severity);
    }

    [Theory]
    [InlineData(0.0029, 0.7, false, 900, false)]
    [InlineData(0.0031, 0.7, false, 900, true)]
    [InlineData(0.0031, 0.7, false, 899, false)]
    [InlineData(0.0031, 0.7, true, 900, false)]
    [InlineData(0.0031, 0.4, false, 900, false)]
    public void Decay_holds_a_loss_that_larger_weights_would_lower(double decay, double loss, bool decoupled, int steps, bool found)
    {
        // Four weights of norm 4.18: their squares are 70 together, a hundred times the loss.
        Written run = new Written().Run(20, _ => 2.3).Run(steps - 20, _ => loss, Weights(Math.Sqrt(25 * loss)));
        Written written = Decay(run, decay, decoupled);
        written.Setup = written.Setup with { RateSum = 400 };
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Fact]
    public void What_decay_holds_is_a_note_where_the_score_is_good_and_nothing_where_the_loss_still_falls_or_is_normalised()
    {
        Written good = Decay(new Written().Run(900, step => 0.7, Weights(5)), 0.01);
        for (int i = 0; i < 9; i++)
            good.Epoch(0.7, 0.7, 0.95, 0.95);
        good.Says(Rule)!.Severity.ShouldBe(Severity.Information);
        Decay(new Written().Run(900, step => 1.4 - (step / 900.0), Weights(5)), 0.01).Says(Rule).ShouldBeNull();
        // Nor where decay had not the time to act: 0.005 times rates of 100 in all.
        Decay(new Written().Run(20, _ => 2.3).Run(880, _ => 0.7, Weights(7)), 0.005).Says(Rule).ShouldBeNull();
        // A network that has died has no gradient that pulls back.
        Decay(new Written().Run(20, _ => 1).Run(880, _ => 0.7, Weights(5, 1e-9)), 0.01).Says(Rule).ShouldBeNull();
        Decay(new Written().Run(900, _ => 2.302, Weights(5)), 0.01).Says(Rule).ShouldBeNull();
        Decay(new Written("linear", "batch-norm", "linear").Run(900, step => 0.7, Weights(7)), 0.01).Says(Rule).ShouldBeNull();
    }

    [Fact]
    public void A_bare_trace_knows_no_decay() => new Written { IsBare = true }.Run(8, _ => 2.302).Run(60, _ => 2.302, Weights(1)).Says(Rule)
        .ShouldBeNull();

    [Theory]
    [InlineData(1.4, 1, false)]
    [InlineData(1.6, 1, true)]
    [InlineData(1.6, 0.01, false)]
    public void Adaptive_steps_go_the_way_of_decay_that_outweighs_the_data_as_far_as_the_rate_takes_them(double rates, double decay,
        bool found)
    {
        // Entries of 5 / 10 = 0.5.
        Written written = Decay(new Written().Draw(3), decay);
        written.Setup = written.Setup with { Adaptive = true, RateSum = rates };
        (written.Says(Rule) is not null).ShouldBe(found);
    }

    [Fact]
    public void And_where_the_network_has_learnt_their_balance_is_no_fault()
    {
        Written written = Decay(new Written().Draw(3), 1).Run(600, _ => 1.5);
        written.Setup = written.Setup with { Adaptive = true, RateSum = 100 };
        written.Says(Rule).ShouldNotBeNull();
        for (int i = 0; i < 3; i++)
            written.Epoch(0.2, 0.3, accuracy: 0.95);
        written.Says(Rule).ShouldBeNull();
    }
}
