using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class VanishingGradientTests
{
    private const string Rule = "vanishing-gradient";

    /// <summary>Draws with a signal and an amplitude at the last hidden layer, in decades.</summary>
    private static Func<FlowSample, FlowSample> Faint(double signal, double amplitude) => Written.EachLayer((flow, i) => flow with
    {
        ActivationStd = i == 2 ? Math.Pow(10, amplitude) : 1,
        ActivationRms = i == 2 ? Math.Pow(10, amplitude - signal) : 1,
    });

    private static Func<FlowSample, FlowSample> Weak(double decades, double slope) => sample =>
        Written.Layers(sample, (flow, i) => flow with { DeltaRms = i == 0 ? Math.Pow(10, decades) : 1 }) with { Attenuation = slope };

    private static Func<FlowSample, FlowSample> Starving(double ratio) =>
        Written.EachParameter((flow, i) => flow with { UpdateRatio = i == 0 ? ratio : 0.01 });

    private static Written Adaptive(Written written)
    {
        written.Setup = written.Setup with { Adaptive = true };
        return written;
    }

    [Theory]
    [InlineData(-2.4, -0.5, null)]
    [InlineData(-2.6, -0.5, Severity.Error)]
    [InlineData(-0.5, -2.4, null)]
    [InlineData(-0.5, -2.6, Severity.Error)]
    public void Signal_and_amplitude_have_their_limits_for_sgd(double signal, double amplitude, Severity? severity) =>
        (new Written().Draw(3, Faint(signal, amplitude)).Says(Rule)?.Severity).ShouldBe(severity);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, Severity.Error)]
    public void What_a_function_of_its_own_layer_brings_to_size_is_not_lost_on_the_way(int large, Severity? severity) =>
        (new Written("linear", "tanh", "linear", "tanh", "linear", "tanh", "linear").Draw(3, Written.EachLayer((flow, i) => flow with
        {
            ActivationStd = i == large ? 1000 : 1,
            ActivationRms = i == large ? 1000 : 1,
        })).Says(Rule)?.Severity).ShouldBe(severity);

    [Theory]
    [InlineData(-3.9, null)]
    [InlineData(-4.1, Severity.Warning)]
    public void A_small_amplitude_is_a_warning_for_optimizers_that_make_up_for_it(double amplitude, Severity? severity) =>
        (Adaptive(new Written()).Draw(3, Faint(-0.5, amplitude)).Says(Rule)?.Severity).ShouldBe(severity);

    [Theory]
    [InlineData(200, 2.302, null)]
    [InlineData(201, 2.302, Severity.Error)]
    [InlineData(400, 1.5, null)]
    public void Between_the_limits_of_both_kinds_of_optimizer_the_run_decides(int steps, double loss, Severity? severity) =>
        (Adaptive(new Written()).Draw(3, Faint(-0.5, -3.3)).Run(steps, _ => loss).Says(Rule)?.Severity).ShouldBe(severity);

    [Theory]
    [InlineData(-2.9, -0.2, false, false)]
    [InlineData(-3.1, -0.2, false, true)]
    [InlineData(-3.1, -0.14, false, false)]
    [InlineData(-3.1, -0.2, true, false)]
    public void A_weak_gradient_at_the_first_layer_is_a_warning_to_sgd_where_it_falls_layer_by_layer(double decades, double slope,
        bool adaptive, bool found)
    {
        Written written = new Written().Draw(3, Weak(decades, slope));
        written.Setup = written.Setup with { Adaptive = adaptive };
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Fact]
    public void The_gradient_at_the_first_layer_is_what_its_weights_get_also_where_its_function_stands_alone()
    {
        Written written = new Written("linear", "softmax", "linear", "softmax", "linear").Draw(3, Weak(-3.1, -0.2));
        written.Says(Rule)!.Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void A_gradient_that_spreads_over_more_entries_has_a_smaller_rms_and_is_no_smaller()
    {
        // A hundred thousand entries (an image's) of 1e-3.4 have the norm of ten of 1e-1.4.
        Written wide = new();
        wide.Header = wide.Header with { Layers = [wide.Header.Layers[0] with { Size = 100_000 }, .. wide.Header.Layers.Skip(1)] };
        wide.Draw(3, Weak(-3.4, -0.2)).Says(Rule).ShouldBeNull();
        new Written().Draw(3, Weak(-3.4, -0.2)).Says(Rule).ShouldNotBeNull();
        // In the run it is the same.
        wide.Run(60, loss: _ => 2.302, every: 10, change: Written.EachLayer((flow, i) => flow with { DeltaRms = i == 0 ? 1e-5 : 1e-2 }))
            .Says(Rule).ShouldBeNull();
    }

    [Fact]
    public void Two_layers_with_weights_are_too_few_to_vanish_in() =>
        new Written("linear+sigmoid", "linear").Draw(3, Written.EachLayer((flow, _) => flow with { ActivationStd = 1e-6 })).Says(Rule)
            .ShouldBeNull();

    [Fact]
    public void One_bad_draw_of_three_is_bad_luck() => new Written().Draw(1, Faint(-5, -5)).Draw(2).Says(Rule).ShouldBeNull();

    [Fact]
    public void A_draw_with_a_dead_layer_does_not_count() =>
        new Written().Draw(3, sample =>
            Written.Layers(Faint(-5, -5)(sample), (flow, i) => i == 1 ? flow with { ActivationZero = 1 } : flow)).Says(Rule).ShouldBeNull();

    [Theory]
    [InlineData(19, 9e-5, 2.302, false)]
    [InlineData(20, 9e-5, 2.302, true)]
    [InlineData(20, 1.1e-4, 2.302, false)]
    [InlineData(20, 9e-5, 1.5, false)]
    public void A_layer_starves_in_twenty_samples_below_a_hundredth_of_the_median_while_nothing_is_learnt(int samples, double ratio,
        double loss, bool found) =>
        (new Written().Run(samples, _ => loss, Starving(ratio)).Says(Rule) is not null).ShouldBe(found);

    [Fact]
    public void A_layer_that_moved_once_does_not_starve() =>
        new Written().Run(20, _ => 2.302, Starving(1e-5)).Run(1, _ => 2.302).Run(10, _ => 2.302, Starving(1e-5)).Says(Rule).ShouldBeNull();

    [Theory]
    [InlineData(100, Severity.Warning)]
    [InlineData(101, Severity.Error)]
    public void Starving_is_an_error_after_a_tenth_of_the_budget(int steps, Severity severity) =>
        new Written().Run(steps, _ => 2.302, Starving(1e-5)).Says(Rule)!.Severity.ShouldBe(severity);

    /// <summary>A residual network whose branches end in weights that begin at 0.</summary>
    private static Written Branches() => new("linear", "branch/linear+relu", "branch/linear", "linear");

    [Fact]
    public void A_branch_that_puts_nothing_out_yet_loses_no_signal_which_goes_past_it() => Branches()
        .Draw(3, Written.EachLayer((flow, i) => i == 2 ? flow with { ActivationStd = 0, ActivationRms = 0 } : flow))
        .Says(Rule).ShouldBeNull();

    [Fact]
    public void Nor_does_a_gradient_that_such_a_branch_does_not_take() => Branches().Draw(3)
        .Run(400, _ => 2.302, Written.EachLayer((flow, i) => i == 1 ? flow with { DeltaRms = 1e-9 } : flow)).Says(Rule).ShouldBeNull();

    [Fact]
    public void Without_a_way_past_them_such_layers_are_found() => new Written().Draw(3)
        .Run(400, _ => 2.302, Written.EachLayer((flow, i) => i == 1 ? flow with { DeltaRms = 1e-9 } : flow)).Says(Rule).ShouldNotBeNull();

    /// <summary>A transformer was told to have residual connections, which it has.</summary>
    [Theory]
    [InlineData("attention.output", "attentionNorm", true)]
    [InlineData("attentionNorm", "attention.output", false)]
    [InlineData("self_attn", "norm1", true)]
    public void A_transformer_has_remedies_of_its_own(string first, string second, bool normsFirst)
    {
        Written written = new("linear", "linear", "linear+relu", "linear");
        written.Header = written.Header with
        {
            Layers = [.. written.Header.Layers.Select((layer, i) => layer with
            {
                Path = i == 0 ? $"2.{first}" : i == 1 ? $"2.{second}" : layer.Path,
                Traits = (i == 0 ? first : i == 1 ? second : "").Contains("orm", StringComparison.Ordinal)
                    ? Nn.LayerTraits.Normalizes : layer.Traits,
            })]
        };
        written.Draw(3, Written.EachLayer((flow, i) => i == 2 ? flow with { ActivationStd = 1e-6 } : flow));
        IReadOnlyList<string> remedies = written.Says("vanishing-gradient")!.Remedies;
        remedies.Contains("layer normalisation before each block instead of behind it").ShouldBe(normsFirst);
        remedies[^1].ShouldBe("a lower rate");
    }
}
