namespace Weir.Diagnosis.Tests;

public sealed class OutcomeRulesTests
{
    [Fact]
    public void The_first_layer_whose_output_is_not_finite_is_the_producer()
    {
        Finding finding = new Written().Run(5).Run(1, _ => double.NaN, sample =>
            Written.Layers(sample, (flow, i) => i >= 2 ? flow with { ActivationRms = double.NaN, ActivationMax = double.PositiveInfinity }
            : flow with { ActivationMax = 1e30 })).Says("non-finite")!;
        finding.Layers.ShouldBe([2]);
        finding.Message.ShouldBe("at step 6: layer 3 (linear+relu) is the first whose output is not finite; what comes in reaches 1e30");
    }

    [Fact]
    public void A_weight_that_is_not_finite_comes_before_any_output() =>
        new Written().Run(5).Run(1, _ => double.NaN, sample => Written.Parameters(
            Written.Layers(sample, (flow, _) => flow with { ActivationRms = double.NaN }), (flow, i) => i == 1
            ? flow with { WeightNorm = double.PositiveInfinity } : flow))
            .Says("non-finite")!.Message.ShouldBe("at step 6: the update before it left 2.weight (10 × 10) without finite values");

    [Fact]
    public void A_loss_at_that_of_guessing_after_half_the_budget_is_a_plateau()
    {
        new Written().Run(40, _ => 2.303, every: 10).Says("plateau").ShouldBeNull();
        new Written().Run(60, _ => 2.303, every: 10).Says("plateau")!.Severity.ShouldBe(Severity.Error);
        new Written().Run(60, step => step < 200 ? 2.303 : 2, every: 10).Says("plateau").ShouldBeNull();
    }

    [Fact]
    public void Decay_that_outweighs_the_data_is_told()
    {
        Written written = new Written().Draw(3);
        written.Setup = written.Setup with { WeightDecay = 0.3 };
        // λ‖w‖ = 0.3·5 beside a gradient of 0.5, and rates that add up to 100.
        Finding finding = written.Says("over-regularised")!;
        finding.Evidence[0].Value.ShouldBe(3, 1e-9);
        finding.Evidence[1].Value.ShouldBe(30, 1e-9);
        written.Setup = written.Setup with { WeightDecay = 1e-3 };
        written.Says("over-regularised").ShouldBeNull();
    }

    [Theory]
    [InlineData(2.303, true)]
    [InlineData(0.8, false)]
    public void Decay_that_has_shrunk_the_weights_of_a_network_that_guesses_is_told(double loss, bool found)
    {
        Written written = new Written().Run(20, _ => loss)
            .Run(60, _ => loss, sample => Written.Parameters(sample, (flow, _) => flow with { WeightNorm = 1 }), every: 5);
        written.Setup = written.Setup with { WeightDecay = 0.02 };
        (written.Says("over-regularised") is { Severity: Severity.Error }).ShouldBe(found);
    }

    [Theory]
    [InlineData(0.9, 1, true)]
    [InlineData(0.5, 3, false)]
    [InlineData(0.7, 4, true)]
    public void Dropout_is_judged_by_the_noise_that_it_adds(double share, int layers, bool found)
    {
        Written written = new Written().Draw(1);
        written.Network = written.Network with { Dropout = [.. Enumerable.Repeat(share, layers)] };
        (written.Says("over-regularised") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(0.75, Severity.Information)]
    [InlineData(0.5, Severity.Warning)]
    public void Overfitting_is_a_warning_only_when_the_score_falls(double accuracy, Severity severity)
    {
        Written written = new Written().Run(60);
        written.Epoch(1, 1, 0.7).Epoch(0.8, 0.9, 0.8);
        for (int i = 0; i < 6; i++)
            written.Epoch(0.3 / (i + 1), 1.5, accuracy);
        written.Says("overfitting")!.Severity.ShouldBe(severity);
    }

    [Fact]
    public void A_network_that_is_good_in_training_alone_has_a_batch_norm_gap()
    {
        Written written = new("linear", "batch-norm", "relu", "linear");
        written.Network = written.Network with { BatchNorm = true };
        written.Epoch(1, 6, 0.1).Epoch(0.5, 7, 0.1).Epoch(0.2, 9, 0.1);
        written.Says("batch-norm-gap").ShouldNotBeNull();
        written.Network = written.Network with { BatchNorm = false };
        written.Says("batch-norm-gap").ShouldBeNull();
    }

    [Fact]
    public void Every_diagnostic_has_a_code_a_name_and_known_causes_of_its_own()
    {
        string[] names = [.. RuleList.All.Select(rule => rule.Diagnostic.Name)];
        names.ShouldBeUnique();
        RuleList.All.Select(rule => rule.Diagnostic.Code).ShouldBeUnique();
        foreach (Rule rule in RuleList.All)
        {
            rule.Diagnostic.Code.ShouldMatch("^WEIR[0-9]{3}$");
            rule.Diagnostic.Remedies.ShouldNotBeEmpty();
        }
    }

    /// <summary>A loss that had moved by a twentieth let a network pass that answers like one that guesses.</summary>
    [Theory]
    [InlineData(0.105, 0.1, true)]
    [InlineData(0.15, 0.1, false)]
    [InlineData(0.105, 0.25, false)]
    public void A_loss_that_has_moved_a_little_is_borne_out_by_a_score(double training, double validation, bool found)
    {
        Written written = new Written().Run(100, _ => 0.95 * Math.Log(10), every: 10);
        written.Data = written.Data with { ValidationSamples = 500 };
        for (int i = 0; i < 10; i++)
            written.Epoch(0.95 * Math.Log(10), Math.Log(10), validation, training);
        Finding? finding = written.Says("plateau");
        (finding is not null).ShouldBe(found);
        finding?.Message.ShouldEndWith("; the validation accuracy is 10.0 %, which is no better");
    }

    [Theory]
    [InlineData(0.13, Severity.Error)]
    [InlineData(0.6, Severity.Warning)]
    public void A_schedule_that_was_over_at_once_is_an_error_where_little_was_learnt(double accuracy, Severity severity)
    {
        Written written = new Written().Run(100, every: 10).Epoch(2, 2, accuracy);
        written.Setup = written.Setup with { SpentAt = 0.01 };
        written.Says("short-schedule")!.Severity.ShouldBe(Severity.Warning);
        written.End = new EndFacts(false, 1000);
        written.Says("short-schedule")!.Severity.ShouldBe(severity);
    }
}
