namespace Weir.Diagnosis.Tests;

public sealed class RateTooHighTests
{
    private const string Rule = "learning-rate-too-high";

    /// <summary>A run of long steps with a loss in units of that of guessing.</summary>
    private static Written Long(int steps, double times, double ratio = 0.3) => new Written()
        .Run(steps, _ => times * Math.Log(10), Written.Moved(ratio));

    [Theory]
    [InlineData(4.79, false)]
    [InlineData(4.81, true)]
    public void A_trial_that_doubles_the_loss_foretells_it_and_a_run_decides(double after, bool found)
    {
        Written written = new Written { Trial = new TrialFacts(20, 2, 2.4, 5, after) }.Draw(3, Written.Moved(0.9));
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);
    }

    [Theory]
    [InlineData(11, 2.6, false)]
    [InlineData(13, 2.6, true)]
    [InlineData(13, 2, false)]
    [InlineData(23, 2, false)]
    // Ten times: what died on the way is not seen in the loss.
    [InlineData(25, 2, true)]
    public void So_does_a_peak_within_the_trial_that_is_not_made_up_for(double worst, double after, bool found) =>
        (new Written { Trial = new TrialFacts(20, 2, 2.4, worst, after) }.Says(Rule) is not null).ShouldBe(found);

    [Theory]
    [InlineData(11, 1.2, false)]
    [InlineData(13, 1.2, true)]
    [InlineData(13, 0.3, false)]
    public void A_start_that_threw_the_network_far_off_counts_until_it_is_made_up_for(double peak, double later, bool found) =>
        (new Written().Run(1, _ => 2.4).Run(6, _ => peak, Written.Moved(0.5)).Run(80, _ => later, Written.Moved(1e-3), every: 5).Says(Rule)
            is not null).ShouldBe(found);

    [Theory]
    [InlineData(49, 1.99, false)]
    [InlineData(49, 2.01, true)]
    [InlineData(50, 1.01, false)]
    [InlineData(50, 1.03, true)]
    public void The_start_may_be_rough_but_not_the_rest(int steps, double times, bool found) => (Long(steps, times).Says(Rule) is not null)
        .ShouldBe(found);

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public void It_waits_for_twelve_samples(int steps, bool found) => (Long(steps, 3).Says(Rule) is not null).ShouldBe(found);

    [Theory]
    [InlineData(2, 0.3, false)]
    [InlineData(3, 0.3, true)]
    [InlineData(30, 0.1, false)]
    [InlineData(30, 0.11, true)]
    public void Three_samples_must_have_long_steps(int many, double ratio, bool found) =>
        (new Written().Run(30, _ => 7).Run(many, _ => 7, Written.Moved(ratio)).Says(Rule) is not null).ShouldBe(found);

    [Fact]
    public void Long_steps_of_a_network_that_has_once_learnt_are_no_matter_of_the_rate() =>
        new Written().Run(20, _ => 0.5, Written.Moved(0.3)).Run(60, _ => 9, Written.Moved(0.3)).Says(Rule).ShouldBeNull();

    [Theory]
    [InlineData(100, null, Severity.Warning)]
    [InlineData(101, null, Severity.Error)]
    [InlineData(101, 0.54, Severity.Error)]
    [InlineData(101, 0.56, Severity.Warning)]
    public void It_is_an_error_after_a_tenth_of_the_budget_unless_the_score_says_otherwise(int steps, double? accuracy, Severity severity)
    {
        Written written = Long(steps, 3);
        if (accuracy is not null)
            written.Epoch(7, trainingAccuracy: accuracy);
        written.Says(Rule)!.Severity.ShouldBe(severity);
    }

    [Fact]
    public void What_overflows_within_four_steps_needs_no_more()
    {
        Written written = Long(3, 1e6, ratio: 0.45).Run(1, _ => double.NaN);
        written.Says(Rule).ShouldBeNull();
        written.End = new EndFacts(true, 3);
        Finding finding = written.Says(Rule)!;
        (finding.Severity, finding.Message)
            .ShouldBe((Severity.Error, "steps moved weights by up to 45 % of their size until the loss overflowed"));
    }

    [Theory]
    [InlineData(90, "9,000 % of their size")]
    [InlineData(200, "200 times their size")]
    [InlineData(double.PositiveInfinity, "a million times their size and more")]
    public void The_message_has_words_for_steps_of_any_length(double ratio, string words) => Long(20, 3, ratio)
        .Says(Rule)!.Message.ShouldContain(words);

    [Fact]
    public void A_bare_trace_is_judged_by_its_first_loss()
    {
        new Written { IsBare = true }.Run(30, step => step == 1 ? 2 : 3, Written.Moved(0.3)).Says(Rule)
            .ShouldBeNull("half above the first loss is a rough start, and how long the run is, is unknown");
        new Written { IsBare = true }.Run(30, step => step == 1 ? 2 : 5, Written.Moved(0.3)).Says(Rule).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(1e-3, false)]
    public void A_weight_that_began_at_0_grows_by_multiples_of_its_size(double norm, bool found) =>
        (new Written().Run(60, _ => 3 * Math.Log(10),
            Written.EachParameter((flow, _) => flow with { UpdateRatio = 0.3, WeightNorm = norm })).Says(Rule) is not null).ShouldBe(found);

    /// <summary>Steps of fifteen times the weights' size were to be mended by a rate ten times lower.</summary>
    [Theory]
    [InlineData(0.3, "a rate ten times lower (`weir rate` looks for one)")]
    [InlineData(14.6, "a rate 1,000 times lower (`weir rate` looks for one)")]
    public void How_much_lower_the_rate_must_be_is_told_by_the_longest_step(double ratio, string remedy) =>
        Long(60, 3, ratio).Says(Rule)!.Remedies[0].ShouldBe(remedy);

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Clipping_shortens_no_step_whose_length_does_not_depend_on_the_gradients(bool adaptive, bool clips)
    {
        Written run = Long(60, 3);
        run.Setup = run.Setup with { Adaptive = adaptive };
        run.Says(Rule)!.Remedies.Contains("clip the gradient's norm").ShouldBe(clips);
        Written tried = new Written { Trial = new TrialFacts(20, 2, 2.4, 5, 4.9) }.Draw(3, Written.Moved(0.9));
        tried.Setup = run.Setup;
        tried.Says(Rule)!.Remedies.Contains("clip the gradient's norm").ShouldBe(clips);
    }

    /// <summary>A penalty of 0.4 pulls at 400 weights of norm 10 by √400/10 · 0.4 · the rate of 0.1, which is 8 % of their size.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(0.4, false)]
    public void Steps_that_only_balance_a_penalty_on_absolute_values_are_no_matter_of_the_rate(double penalty, bool found)
    {
        Written run = new Written().Run(100, loss: step => step < 50 ? 2.3 : 1.2, change: Written.Moved(0.08), every: 10);
        run.Setup = run.Setup with { AbsolutePenalty = penalty };
        (run.Says(Rule) is not null).ShouldBe(found);
    }
}
