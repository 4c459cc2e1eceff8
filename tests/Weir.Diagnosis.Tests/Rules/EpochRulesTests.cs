namespace Weir.Diagnosis.Tests;

public sealed class EpochRulesTests
{
    [Theory]
    [InlineData(499, 1, false)]
    [InlineData(500, 1, true)]
    [InlineData(500, 0.98, true)]
    [InlineData(500, 0.96, false)]
    public void A_plateau_is_half_a_budget_without_three_hundredths_learnt(int steps, double timesGuessing, bool found) =>
        (new Written().Run(steps, _ => timesGuessing * Math.Log(10)).Says("plateau")?.Severity).ShouldBe(found ? Severity.Error : null);

    [Fact]
    public void A_network_that_was_once_better_is_on_no_plateau() => new Written().Run(20, _ => 2).Run(500, _ => 2.303).Says("plateau")
        .ShouldBeNull();

    [Theory]
    [InlineData(0.11, true)]
    [InlineData(0.12, false)]
    [InlineData(0.56, false)]
    public void A_network_that_tells_classes_apart_does_not_guess(double accuracy, bool found)
    {
        Written written = new Written().Run(600, _ => 2.4);
        for (int i = 0; i < 6; i++)
            written.Epoch(2.4, trainingAccuracy: accuracy);
        (written.Says("plateau") is not null).ShouldBe(found);
    }

    [Fact]
    public void What_was_learnt_and_is_lost_again_by_the_end_is_a_plateau_unless_the_best_was_restored()
    {
        Written lost = new Written().Run(20, _ => 1.2).Run(500, _ => 2.303);
        lost.End = new EndFacts(false, 520);
        lost.Says("plateau")!.Evidence[0].Value.ShouldBe(1 - (2.303 / Math.Log(10)), 1e-9);
        lost.End = new EndFacts(false, 520) { Restored = true };
        lost.Says("plateau").ShouldBeNull();
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(0.1, true)]
    public void What_is_remembered_of_the_training_part_alone_is_a_plateau_too(double? validation, bool found)
    {
        // Half a point above guessing is more than chance in 100,000 samples, and nothing where the validation part has none of it.
        Written written = new Written().Run(600, _ => 2.29);
        written.Data = written.Data with { Samples = 100_000, ValidationSamples = 1000 };
        for (int i = 0; i < 6; i++)
            written.Epoch(2.29, validation is null ? null : 2.31, validation, 0.105);
        (written.Says("plateau") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(8, false, 1000, false)]
    [InlineData(99, false, 1000, false)]
    [InlineData(100, false, 1000, true)]
    [InlineData(8, false, 8, true)]
    [InlineData(8, true, 1000, true)]
    public void A_run_that_was_stopped_counts_as_a_plateau_once_it_has_made_a_hundred_steps_or_an_epoch(int steps, bool isNonFinite,
        int stepsPerEpoch, bool found)
    {
        Written written = new Written { End = new EndFacts(isNonFinite, steps) }.Run(steps, _ => 2.303);
        written.Setup = written.Setup with { StepsPerEpoch = stepsPerEpoch, TotalSteps = 10_000 };
        (written.Says("plateau") is not null).ShouldBe(found);
    }

    [Fact]
    public void A_bare_trace_knows_no_loss_of_guessing() => new Written { IsBare = true }.Run(600, _ => 2.302).Says("plateau")
        .ShouldBeNull();

    /// <summary>A validation loss that has risen from 1 since an epoch, with a training loss that falls.</summary>
    private static Written Overfitted(int best = 2, int epochs = 6, double now = 1.4, double training = 0.2, double score = 0.8,
        double scoreNow = 0.8)
    {
        Written written = new();
        for (int i = 1; i <= epochs; i++)
            written.Epoch(i <= best ? 0.8 : training, i == best ? 1 : i < best ? 1.2 : now, i <= best ? score : scoreNow);
        return written;
    }

    [Theory]
    [InlineData(2.2, true)]
    [InlineData(2.4, false)]
    public void Nothing_is_learnt_by_heart_by_a_network_that_is_no_better_than_guessing(double training, bool found)
    {
        Written written = new();
        for (int i = 1; i <= 6; i++)
            written.Epoch(i <= 2 ? 2.5 : training, i == 2 ? 2 : i < 2 ? 2.1 : 2.9, 0.8);
        (written.Says("overfitting") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(1.39, true)]
    [InlineData(1.41, false)]
    public void Nothing_is_learnt_by_heart_where_the_training_part_is_answered_worse_than_the_others(double training, bool found)
    {
        // The training loss has fallen from what it was in the best epoch.
        Written written = new();
        for (int i = 1; i <= 6; i++)
            written.Epoch(i <= 2 ? 1.5 : training, i == 2 ? 1 : i < 2 ? 1.2 : 1.4, 0.8);
        (written.Says("overfitting") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_validation_loss_that_is_not_finite_is_another_rules(double now) =>
        Overfitted(now: now).Says("overfitting").ShouldBeNull();

    [Theory]
    [InlineData(1.29, false)]
    [InlineData(1.31, true)]
    public void A_validation_loss_three_tenths_above_its_best_is_overfitting(double now, bool found) =>
        (Overfitted(now: now).Says("overfitting")?.Severity).ShouldBe(found ? Severity.Information : null);

    [Theory]
    [InlineData(1, 4, false)]
    [InlineData(1, 5, true)]
    [InlineData(4, 6, false)]
    [InlineData(3, 6, true)]
    public void It_takes_five_epochs_and_three_since_the_best(int best, int epochs, bool found) =>
        (Overfitted(best, epochs).Says("overfitting") is not null).ShouldBe(found);

    [Fact]
    public void A_training_loss_that_does_not_fall_is_not_learning_by_heart() => Overfitted(training: 0.8).Says("overfitting")
        .ShouldBeNull();

    [Fact]
    public void Without_a_validation_part_nothing_is_known_of_others()
    {
        Written written = new();
        for (int i = 0; i < 8; i++)
            written.Epoch(1.0 / (i + 1));
        written.Says("overfitting").ShouldBeNull();
    }

    [Theory]
    [InlineData(0.63, Severity.Information)]
    [InlineData(0.62, Severity.Warning)]
    public void A_quarter_of_the_gain_over_guessing_is_to_be_kept(double scoreNow, Severity severity) =>
        Overfitted(scoreNow: scoreNow).Says("overfitting")!.Severity.ShouldBe(severity);

    [Theory]
    [InlineData(0.15, Severity.Information)]
    [InlineData(0.16, Severity.Warning)]
    public void A_score_within_five_points_of_guessing_has_nothing_to_lose(double score, Severity severity) =>
        Overfitted(score: score, scoreNow: 0.1).Says("overfitting")!.Severity.ShouldBe(severity);

    [Theory]
    [InlineData(50, Severity.Information)]
    [InlineData(100, Severity.Warning)]
    [InlineData(0, Severity.Warning)]
    public void What_chance_in_the_choice_of_samples_can_do_is_no_loss(int samples, Severity severity)
    {
        // Three standard errors of a difference of two are 3·√(2·0.8·0.2/n): 0.24 for 50 samples, 0.17 for 100; 0 stands for unknown.
        Written written = Overfitted(scoreNow: 0.6);
        written.Data = written.Data with { ValidationSamples = samples };
        written.Says("overfitting")!.Severity.ShouldBe(severity);
    }

    [Fact]
    public void One_bad_epoch_at_the_end_is_no_lost_score()
    {
        Written written = Overfitted(epochs: 8);
        written.Epoch(0.1, 1.5, 0.3).Says("overfitting")!.Severity.ShouldBe(Severity.Information);
        written.Epoch(0.1, 1.5, 0.3).Says("overfitting")!.Severity.ShouldBe(Severity.Warning);
    }

    [Theory]
    [InlineData(0.65, Severity.Information)]
    [InlineData(0.55, Severity.Warning)]
    public void Values_are_judged_by_their_fit(double fitNow, Severity severity)
    {
        Written written = new();
        written.Data = written.Data with { MajorityShare = null, ValidationSamples = 1000 };
        for (int i = 1; i <= 6; i++)
            written.Epoch(1.0 / i, i == 1 ? 1 : 2, fit: i == 1 ? 0.8 : fitNow);
        written.Says("overfitting")!.Severity.ShouldBe(severity);
    }

    /// <summary>Three epochs of a network with batch normalisation, with losses in units of that of guessing.</summary>
    private static Written Gap(double training = 0.2, double validation = 3, double? before = null, int epochs = 3)
    {
        Written written = new("linear", "batch-norm", "relu", "linear");
        written.Network = written.Network with { BatchNorm = true };
        for (int i = 1; i <= epochs; i++)
            written.Epoch(training * Math.Log(10), (i == 1 ? before ?? validation : validation) * Math.Log(10));
        return written;
    }

    [Theory]
    [InlineData(0.2, 1.9, false)]
    [InlineData(0.2, 2.1, true)]
    [InlineData(0.49, 3, true)]
    [InlineData(0.51, 3, false)]
    public void A_gap_is_good_training_and_an_evaluation_worse_than_guessing(double training, double validation, bool found) =>
        (Gap(training, validation).Says("batch-norm-gap")?.Severity).ShouldBe(found ? Severity.Warning : null);

    [Theory]
    [InlineData(0.89, false)]
    [InlineData(0.91, true)]
    public void An_evaluation_that_was_good_once_has_been_spoilt_by_overfitting(double before, bool found) =>
        (Gap(before: before).Says("batch-norm-gap") is not null).ShouldBe(found);

    [Theory]
    [InlineData(0.0012, true)]
    [InlineData(0.0013, false)]
    public void What_the_averages_will_hold_at_the_end_is_known_before_the_run(double momentum, bool found)
    {
        // 1,000 steps: e^−1.2 is 0.301.
        Written written = new("batch-norm", "linear");
        written.Network = written.Network with { BatchNorm = true, BatchNormMomentum = momentum };
        Finding? finding = written.Says("batch-norm-gap");
        (finding?.Strength).ShouldBe(found ? Strength.Suspected : null);
        if (found)
            finding!.Remedies[0].ShouldBe("`momentum: 0.1` for batch norm, instead of 0.0012");
        written.Epoch(0.4, 0.4, 0.9, 0.9);
        (written.Says("batch-norm-gap") is not null).ShouldBe(found, "an epoch of ten says nothing yet");
        for (int i = 0; i < 4; i++)
            written.Epoch(0.4, 0.4, 0.9, 0.9);
        written.Says("batch-norm-gap").ShouldBeNull("half of the run shows no gap");
    }

    [Fact]
    public void Two_epochs_are_too_few_for_running_statistics() => Gap(epochs: 2).Says("batch-norm-gap").ShouldBeNull();

    [Fact]
    public void Without_an_evaluation_there_is_no_gap()
    {
        Written written = new("linear", "batch-norm", "relu", "linear");
        written.Network = written.Network with { BatchNorm = true };
        written.Epoch(0.2).Epoch(0.2).Epoch(0.2).Says("batch-norm-gap").ShouldBeNull();
    }
}
