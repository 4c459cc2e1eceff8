using Weir.Nn;

namespace Weir.Diagnosis.Tests;

/// <summary>Settings that work against the training, each told of before the first step by the rule that it belongs to.</summary>
public sealed class SettingFaultsTests
{
    [Fact]
    public void Each_belongs_to_a_rule_that_lists_its_threshold()
    {
        foreach (SettingFault fault in SettingFaults.All)
        {
            Rule rule = RuleList.Find(fault.Diagnostic)!;
            if (fault.Limit is { } limit)
                rule.Thresholds.ShouldContain(limit);
        }
    }

    [Theory]
    [InlineData("linear+softmax", "linear+softmax", "linear", true)]
    [InlineData("linear+relu", "linear+relu", "linear+softmax", false)]
    [InlineData("linear+relu", "linear+softmax", "linear", true)]
    public void A_softmax_between_layers_is_said(string first, string second, string last, bool found)
    {
        Written written = new(first, second, last);
        written.Header = written.Header with
        {
            Layers = [.. written.Header.Layers.Select(layer => layer with
            {
                Traits = layer.Kind.EndsWith("softmax", StringComparison.Ordinal) ? LayerTraits.Shares : LayerTraits.None,
            })],
        };
        Finding? finding = written.Says("vanishing-gradient");
        (finding?.Severity).ShouldBe(found ? Severity.Warning : null);
        if (found)
            finding!.Message.ShouldContain("10 outputs that add up to 1 are about 1/10 each");
    }

    /// <summary>What an attention in a program's own code multiplies with is no layer of a chain.</summary>
    [Theory]
    [InlineData(LayerTraits.Shares, false)]
    [InlineData(LayerTraits.Shares | LayerTraits.Follows, true)]
    public void A_softmax_of_its_own_counts_where_it_stands_in_a_chain(LayerTraits traits, bool found)
    {
        Written written = new("linear", "softmax", "linear");
        written.Header = written.Header with
        {
            Layers = [.. written.Header.Layers.Select((layer, i) => i == 1 ? layer with { Traits = traits } : layer)],
        };
        (written.Says("vanishing-gradient") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, true)]
    public void Dropout_of_the_outputs_is_said(double share, bool found)
    {
        Written written = new();
        written.Network = written.Network with { OutputDropout = share };
        (written.Says("over-regularised")?.Message.Contains("10 % stands behind the last layer", StringComparison.Ordinal))
            .ShouldBe(found ? true : null);
    }

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0.8, false)]
    [InlineData(0.95, true)]
    public void Smoothing_that_leaves_next_to_nothing_of_the_targets_is_said(double share, bool found)
    {
        Written written = new();
        written.Setup = written.Setup with { Smoothing = share };
        (written.Says("over-regularised")?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    // Gradients are 0.05 for each of 400 entries and weights 0.5; the rate is 0.1, and there are 1,000 steps.
    [Theory]
    [InlineData(true, 49, false)]
    [InlineData(true, 51, true)]
    [InlineData(false, 4.9, false)]
    [InlineData(false, 5.1, true)]
    public void Noise_that_drowns_the_gradient_or_moves_the_weights_as_far_as_they_are_large_is_said(bool adaptive, double noise,
        bool found)
    {
        Written written = new Written().Draw(3);
        written.Setup = written.Setup with { Adaptive = adaptive, GradientNoise = noise };
        (written.Says("over-regularised")?.Strength).ShouldBe(found ? Strength.Measured : null);
    }

    [Theory]
    [InlineData(1, null, 0.3, null)]
    [InlineData(0, null, 0.3, Severity.Warning)]
    [InlineData(0, 200, 0.3, Severity.Error)]
    [InlineData(0, 200, 0.8, Severity.Information)]
    [InlineData(0, 1000, 0.3, Severity.Information)]
    public void A_patience_of_nothing_is_a_risk_and_an_error_where_it_has_ended_a_run_that_had_learnt_little(int patience, int? end,
        double accuracy, Severity? severity)
    {
        Written written = new();
        written.Setup = written.Setup with { Patience = patience };
        if (end is { } steps)
        {
            written.Run(20, every: 10).Epoch(1, 1, accuracy).Epoch(1, 1, accuracy);
            written.End = new EndFacts(false, steps);
        }

        (written.Says("short-schedule")?.Severity).ShouldBe(severity);
    }

    /// <summary>The first of the list was told, and hid the graver ones.</summary>
    [Fact]
    public void Of_several_the_gravest_is_told_and_of_equals_the_surest()
    {
        Written written = new Written().Run(60, _ => 2.2, sample => sample with { Rate = 1e-4 }, every: 10);
        for (int i = 0; i < 6; i++)
            written.Epoch(2.2, 2.2, 0.2, 0.2);
        written.Setup = written.Setup with { Patience = 0, RatePatience = 0 };
        written.End = new EndFacts(false, 1000);
        written.Says("short-schedule")!.Severity.ShouldBe(Severity.Error);
        written.Says("short-schedule")!.Message.ShouldContain("had taken it from 0.1 to 0.0001");

        Written noisy = new Written().Draw(3);
        noisy.Setup = noisy.Setup with { Adaptive = true, GradientNoise = 51 };
        noisy.Network = noisy.Network with { OutputDropout = 0.1 };
        noisy.Says("over-regularised")!.Message.ShouldStartWith("the noise that is added to the gradient");
    }

    /// <summary>A trace of another program may begin late.</summary>
    [Fact]
    public void A_trace_without_a_sample_of_the_first_half_says_nothing_of_the_rate_in_the_middle()
    {
        Written written = new Written().Run(30, _ => 2.2, sample => sample with { Step = Math.Max(600, sample.Step), Rate = 1e-4 },
            every: 10);
        written.Setup = written.Setup with { RatePatience = 0 };
        written.Says("short-schedule")!.Severity.ShouldBe(Severity.Information);
    }

    /// <summary>Gradients that were not computed counted as 0, against which any decay is large.</summary>
    [Fact]
    public void Decay_is_held_against_gradients_that_were_computed()
    {
        Written written = new Written().Draw(3);
        written.Setup = written.Setup with { WeightDecay = 1e-3, RateSum = 1e4 };
        written.Says("over-regularised").ShouldBeNull();
        Written none = new Written().Draw(3, Written.EachParameter((flow, _) => flow with { GradientNorm = null }));
        none.Setup = written.Setup;
        none.Says("over-regularised").ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 0.1, Severity.Warning)]
    [InlineData(600, 0.1, Severity.Information)]
    [InlineData(600, 1e-4, Severity.Error)]
    public void A_schedule_that_bears_nothing_is_judged_by_the_rates_that_it_has_left(int steps, double rate, Severity severity)
    {
        Written written = new();
        written.Setup = written.Setup with { RatePatience = 0 };
        if (steps > 0)
        {
            written.Run(steps / 10, _ => 2.2, sample => sample with { Rate = rate }, every: 10);
            for (int i = 0; i < 6; i++)
                written.Epoch(2.2, 2.2, 0.2, 0.2);
        }

        written.Says("short-schedule")!.Severity.ShouldBe(severity);
        written.Setup = written.Setup with { RatePatience = 3 };
        written.Says("short-schedule").ShouldBeNull();
    }
}
