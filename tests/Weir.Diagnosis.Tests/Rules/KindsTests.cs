namespace Weir.Diagnosis.Tests;

/// <summary>Kinds of problems that people bring, each on a dossier written by hand.</summary>
public class KindsTests
{
    [Fact]
    public void A_batch_of_one_says_nothing_of_how_samples_differ()
    {
        Written one = new("linear+tanh", "linear+tanh", "linear+tanh", "linear");
        one.Header = one.Header with { Batch = 1 };
        one.Run(1, change: Written.EachLayer((flow, _) => flow with { ActivationStd = 0, ActivationSaturated = 0.9, ActivationZero = 0 }));
        one.Says("vanishing-gradient").ShouldBeNull();
        one.Says("saturation").ShouldBeNull();
        RuleList.Find("saturation")!.Missing(one.Dossier())!.ShouldContain("batches of 1 are too small");
        // The pre-flight takes some hundred samples, whatever the batch.
        one.Draw(5, Written.EachLayer((flow, _) => flow with { ActivationStd = 1e-6 }));
        one.Says("vanishing-gradient").ShouldNotBeNull();
    }

    [Fact]
    public void A_schedule_that_is_over_at_once_is_said_and_explains_that_little_is_learnt()
    {
        Written run = new();
        run.Setup = run.Setup with { SpentAt = 0.01 };
        run.Says("short-schedule")!.Message.ShouldContain("by step 10 of 1,000");
        run.Setup = run.Setup with { SpentAt = 0.4 };
        run.Says("short-schedule").ShouldBeNull();
        CauseGraph.CausesOf("learning-rate-too-low")[0].ShouldBe("short-schedule");
    }

    [Fact]
    public void A_last_batch_of_one_behind_batch_norm_is_told_from_the_counts()
    {
        Written run = new();
        run.Network = run.Network with { BatchNorm = true, NormalizesSamplesAlone = true };
        run.Setup = run.Setup with { LastBatch = 1 };
        run.Says("batch-of-one")!.Strength.ShouldBe(Strength.Proof);
        run.Setup = run.Setup with { LastBatch = 2 };
        run.Says("batch-of-one").ShouldBeNull();
    }

    [Fact]
    public void The_gradient_itself_is_judged_in_training_as_decay_goes_on_moving_the_weights()
    {
        Written run = new Written().Run(60, loss: _ => 2.302, every: 10, change: sample =>
            Written.Layers(sample, (flow, i) => flow with { DeltaRms = i < 3 ? 0 : 1e-2 }));
        Finding finding = run.Says("vanishing-gradient")!;
        finding.Severity.ShouldBe(Severity.Error);
        finding.Message.ShouldBe("no gradient arrives at layers 1–3, and nothing was learnt");
        finding.Layers.ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void A_gradient_that_is_gone_is_compared_with_that_of_the_start()
    {
        Written run = new();
        run.Run(20, loss: _ => 2.302).Run(60, loss: _ => 2.302, every: 10,
            change: Written.EachLayer((flow, _) => flow with { DeltaRms = 1e-7 }));
        run.Says("vanishing-gradient")!.Message.ShouldContain("has fallen to 1e-5 of what it was at the start");
    }

    [Fact]
    public void A_gradient_that_vanishes_through_time_is_a_risk_and_a_run_that_learns_nothing_confirms_it()
    {
        Written run = new();
        run.Network = run.Network with { PlainRecurrence = true, PositionDecades = -6 };
        (run.Says("vanishing-gradient")!.Severity, run.Says("vanishing-gradient")!.Strength)
            .ShouldBe((Severity.Warning, Strength.Suspected));
        Written gates = new();
        gates.Network = gates.Network with { PlainRecurrence = false, PositionDecades = -6 };
        gates.Says("vanishing-gradient").ShouldBeNull();
        gates.Run(60, loss: _ => 2.302, every: 15);
        // Gates that have learnt nothing may have had too little of a rate: it may be so.
        gates.Says("vanishing-gradient")!.Severity.ShouldBe(Severity.Warning);
        run.Run(60, loss: step => 2.302 / step, every: 15);
        run.Says("vanishing-gradient").ShouldBeNull();
        // A hundredth is no reason for alarm beforehand, and a reason where nothing was learnt.
        Written near = new();
        near.Network = near.Network with { PlainRecurrence = true, PositionDecades = -2 };
        near.Says("vanishing-gradient").ShouldBeNull();
        near.Run(60, loss: _ => 2.302, every: 15);
        near.Says("vanishing-gradient")!.Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void The_absolute_penalty_is_regularisation_too()
    {
        Written run = new();
        run.Setup = run.Setup with { Adaptive = true, Optimizer = "adam", AbsolutePenalty = 1, RateSum = 1 };
        run.Draw(5);
        run.Says("over-regularised")!.Message.ShouldContain("the absolute penalty of 1 pulls");
        run.Setup = run.Setup with { AbsolutePenalty = 1e-4 };
        run.Says("over-regularised").ShouldBeNull();
    }

    [Fact]
    public void Dropout_in_branches_does_not_add_up()
    {
        Written run = new();
        run.Network = run.Network with { BranchDropout = [.. Enumerable.Repeat(0.5, 12)] };
        run.Says("over-regularised").ShouldBeNull();
        run.Network = run.Network with { BranchDropout = [], Dropout = [.. Enumerable.Repeat(0.5, 12)] };
        Finding plain = run.Says("over-regularised")!;
        plain.Remedies.ShouldNotContain("dropout of 0.5 or less");
        plain.Remedies[0].ShouldBe("dropout in fewer layers than 12");
    }

    [Fact]
    public void Averages_of_batch_norm_that_lag_behind_are_told_by_the_score()
    {
        Written run = new();
        run.Network = run.Network with { BatchNorm = true, BatchNormMomentum = 0.01 };
        run.Epoch(0.1, validation: 0.9, accuracy: 0.75, trainingAccuracy: 0.97);
        run.Says("batch-norm-gap")!.Message.ShouldContain("momentum of 0.01");
        run.Network = run.Network with { BatchNormMomentum = 0.1 };
        run.Says("batch-norm-gap").ShouldBeNull();
    }

    [Fact]
    public void The_first_steps_are_tried_and_not_foretold_from_the_size_of_the_weights()
    {
        Written run = new Written().Draw(5, Written.Moved(0.7));
        run.Says("learning-rate-too-high").ShouldBeNull();
        run.Trial = new TrialFacts(20, 2, 2.4, 2.5, 1.9);
        run.Says("learning-rate-too-high").ShouldBeNull();
        // A rough first step that is made up for by the end of the trial.
        run.Trial = new TrialFacts(20, 2, 2.4, 20, 2.1);
        run.Says("learning-rate-too-high").ShouldBeNull();
        // One that goes far: units may have died on the way.
        run.Trial = new TrialFacts(20, 2, 2.4, 40, 2.1);
        run.Says("learning-rate-too-high")!.Severity.ShouldBe(Severity.Warning);
        run.Trial = new TrialFacts(20, 2, 2.4, 40, 2.5);
        run.Says("learning-rate-too-high")!.Severity.ShouldBe(Severity.Warning);
        run.Trial = new TrialFacts(20, 2, 2.4, 300, 250);
        run.Says("learning-rate-too-high")!.Severity.ShouldBe(Severity.Warning);
        run.Trial = new TrialFacts(20, 2, 2.4, double.PositiveInfinity, double.PositiveInfinity);
        run.Says("learning-rate-too-high")!.Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void Too_few_steps_are_told_by_the_pace_of_a_trial()
    {
        Written run = new Written().Draw(5, Written.Moved(1e-4));
        run.Setup = run.Setup with { RateSum = 100, Rate = 0.1, TotalSteps = 1000 };
        // At a thousandth of the whole way the loss has fallen by 1e-6 of itself.
        run.Trial = new TrialFacts(20, 2, 2.4, 2.4, 2.39999);
        run.Says("learning-rate-too-low")!.Message.ShouldContain("tried before the run");
        run.Trial = new TrialFacts(20, 2, 2.4, 2.4, 2.38);
        run.Says("learning-rate-too-low").ShouldBeNull();
    }

    [Fact]
    public void A_run_that_cannot_come_to_rest_has_too_high_a_rate_though_it_has_learnt_something()
    {
        Written run = new Written().Run(100, loss: step => step < 50 ? 2.3 : 1.2, change: Written.Moved(0.08), every: 10);
        run.Says("learning-rate-too-high")!.Message.ShouldContain("steps go on moving the weights by 8");
        new Written().Run(100, loss: step => 2.3 / (1 + (0.01 * step)), change: Written.Moved(0.001), every: 10)
            .Says("learning-rate-too-high").ShouldBeNull();
    }

    [Fact]
    public void A_smooth_way_that_goes_straight_on_at_the_end_was_too_long_for_the_run()
    {
        Written run = new Written().Run(100, loss: step => 2.3 - (0.0008 * step),
            change: Written.EachParameter((flow, _) => flow with { GradientCosine = 0.99, UpdateRatio = 1e-3 }), every: 10);
        run.Says("learning-rate-too-low")!.Message.ShouldContain("consecutive gradients still agree");
    }

    [Fact]
    public void Columns_are_called_by_their_names_and_centimetres_pass()
    {
        Written run = new();
        run.Data = run.Data with { LargestDeviation = 5000, LargestFeature = 0, LargestFeatureName = "area" };
        run.Says("unscaled-input")!.Message.ShouldStartWith("'area' varies by");
        run.Data = run.Data with
        {
            LargestDeviation = 2,
            LargestFeatureName = null,
            InputMean = 3.46,
            InputDeviation = 2,
            InputRms = 4,
            LargestOffset = 7
        };
        run.Says("unscaled-input").ShouldBeNull();
        run.Data = run.Data with { LargestOffset = 200, OffsetFeature = "year" };
        run.Says("unscaled-input")!.Message.ShouldBe("year lies 200 times as far from 0 as the typical feature varies");
    }

    [Fact]
    public void Large_inputs_are_a_suspicion_where_they_are_not_seen_to_hurt()
    {
        Written run = new();
        run.Data = run.Data with { InputDeviation = 78, InputMean = 33, InputRms = 85 };
        run.Draw(5, sample => sample with { Loss = 2.5 });
        run.Says("unscaled-input")!.Strength.ShouldBe(Strength.Suspected);
        Written hurt = new();
        hurt.Data = run.Data;
        hurt.Draw(5, sample => sample with { Loss = 60 });
        hurt.Says("unscaled-input")!.Strength.ShouldBe(Strength.Measured);
    }

    [Fact]
    public void Targets_of_two_values_are_two_classes()
    {
        Written run = new();
        run.Setup = run.Setup with { Loss = "mean-absolute-error", Classification = false, Outputs = 1 };
        run.Data = run.Data with { MajorityShare = null, Target = (0, 0.5, 1, 0.5), TargetValues = 2 };
        run.Says("loss-misfit")!.Severity.ShouldBe(Severity.Warning);
        run.Setup = run.Setup with { Loss = "mean-squared-error" };
        run.Says("loss-misfit")!.Severity.ShouldBe(Severity.Information);
    }

    [Fact]
    public void A_class_that_is_never_seen_is_a_warning()
    {
        Written run = new();
        run.Data = run.Data with { EmptyClasses = 1 };
        run.Says("data-quality")!.Severity.ShouldBe(Severity.Warning);
        // The rare signs of a text are missing in some part of it.
        run.Data = run.Data with { Features = 0 };
        run.Says("data-quality")!.Severity.ShouldBe(Severity.Information);
    }

    /// <summary>Nothing over nothing is no matter of epsilon either.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1e-8, true)]
    [InlineData(1, false)]
    public void Epsilon_rules_where_gradients_are_as_small_and_there(double norm, bool found)
    {
        Written run = new Written().Run(60, _ => 2.302, Written.EachParameter((flow, i) => flow with { GradientNorm = i == 3 ? 1 : norm }));
        run.Setup = run.Setup with { Epsilon = 1e-8 };
        (run.Says("adam-epsilon") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(1, "batches of several samples")]
    [InlineData(32, "leave the last batch out where it is not full (`drop-last: true`)")]
    public void A_batch_of_one_is_mended_where_it_comes_from(int batch, string remedy)
    {
        Written run = new();
        run.Network = run.Network with { BatchNorm = true, NormalizesSamplesAlone = true };
        run.Setup = run.Setup with { LastBatch = 1, Batch = batch };
        run.Says("batch-of-one")!.Remedies[0].ShouldBe(remedy);
    }

    [Fact]
    public void A_warm_up_that_outlasts_the_run_is_named_where_the_rate_is_too_low()
    {
        Written run = new Written().Draw(3, Written.Moved(1e-6));
        run.Setup = run.Setup with { WarmsUp = true, GivenRate = 0.05, Rate = 3.8e-5 };
        run.Says("learning-rate-too-low")!.Remedies[0].ShouldBe(
            "a warm-up that is over early in the run: the rate comes to 3.8e-5 of the 0.05 that are given");
    }

    [Fact]
    public void A_class_that_is_never_seen_is_an_error_where_the_validation_part_is_not_answered_and_no_overfitting()
    {
        Written run = new Written().Run(60);
        run.Data = run.Data with { EmptyClasses = 1, EmptyClass = "c", ValidationSamples = 100 };
        for (int i = 0; i < 8; i++)
            run.Epoch(0.5 / (i + 1), 3 + i, 0);
        run.Says("overfitting").ShouldBeNull();
        run.Says("data-quality")!.Severity.ShouldBe(Severity.Warning);
        run.End = new EndFacts(false, 800);
        run.Says("data-quality")!.Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void Steps_that_hold_against_the_decay_are_not_too_long()
    {
        Written run = new Written().Run(100, _ => 1.6, Written.Moved(0.05), every: 10);
        run.Says("learning-rate-too-high").ShouldNotBeNull();
        // A rate of 0.1 and a decay of 0.2 pull by a fiftieth in each step.
        run.Setup = run.Setup with { WeightDecay = 0.2 };
        run.Says("learning-rate-too-high").ShouldBeNull();
    }
}
