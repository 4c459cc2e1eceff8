using Weir.Flow;

namespace Weir.Diagnosis.Tests.Watching;

/// <summary>A verdict agrees with what the run has come to.</summary>
public class VerdictTests
{
    private static readonly Func<FlowSample, FlowSample> s_faint =
        Written.EachLayer((flow, i) => i == 2 ? flow with { ActivationStd = 1e-5 } : flow);

    [Fact]
    public void What_keeps_a_network_from_learning_is_withdrawn_when_it_has_learnt()
    {
        Written run = new("linear+sigmoid", "linear+sigmoid", "linear+sigmoid", "linear");
        run.Run(1, loss: _ => 2.3, change: s_faint);
        Judge judge = Judged(run);
        judge.Verdict.Findings.Select(finding => finding.Diagnostic.Name).ShouldContain("vanishing-gradient");
        run.Run(40, loss: _ => 1.5, change: s_faint);
        for (int epoch = 0; epoch < 3; epoch++)
            run.Epoch(0.2, validation: 0.25, accuracy: 0.94, trainingAccuracy: 0.95);
        Judge ended = Judged(run, new EndFacts(NonFinite: false, Steps: 300));
        ended.Verdict.Findings.ShouldNotContain(finding => finding.Diagnostic.Name == "vanishing-gradient");
        Finding withdrawn = ended.Verdict.Withdrawn.Single(finding => finding.Diagnostic.Name == "vanishing-gradient");
        withdrawn.State.ShouldBe(VerdictState.Withdrawn);
        // The first epoch's score says it; the losses of single batches did not.
        withdrawn.Withdrawal!.Step.ShouldBe(100);
        withdrawn.Withdrawal.Reason.ShouldContain("94");
        ended.Verdict.Outcome!.ShouldContain("validation accuracy");
    }

    [Fact]
    public void A_loss_that_has_fallen_to_a_tenth_of_guessing_withdraws_it_before_the_first_epoch_has_ended()
    {
        Written run = new("linear+sigmoid", "linear+sigmoid", "linear+sigmoid", "linear");
        run.Run(41, loss: step => 2.3 / step, change: s_faint);
        // At step 12 the median of the last seven losses is a tenth of it and more, at the next look it is less.
        List<Finding> told = [];
        Withdrawal withdrawal = Judged(run, withdrew: told.Add).Verdict.Withdrawn
            .Single(finding => finding.Diagnostic.Name == "vanishing-gradient").Withdrawal!;
        told.Count(finding => finding.Diagnostic.Name == "vanishing-gradient" && finding.Withdrawal == withdrawal).ShouldBe(1);
        withdrawal.Step.ShouldBe(20);
        withdrawal.Reason.ShouldBe("the loss is 0.135; guessing has 2.3");
    }

    [Fact]
    public void A_finding_is_suspected_at_the_start_and_confirmed_by_a_run_that_learns_nothing()
    {
        Written run = new("linear+sigmoid", "linear+sigmoid", "linear+sigmoid", "linear");
        run.Run(1, loss: _ => 2.3, change: s_faint);
        Judged(run).Verdict.Findings[0].State.ShouldBe(VerdictState.Suspected);
        run.Run(60, loss: _ => 2.3, change: s_faint, every: 10);
        Judged(run, new EndFacts(NonFinite: false, Steps: 1000)).Verdict.Findings[0].State.ShouldBe(VerdictState.Confirmed);
    }

    [Fact]
    public void Guessing_at_half_time_is_withdrawn_when_the_validation_part_is_learnt()
    {
        Written run = new Written().Run(80, loss: _ => 2.302, every: 10);
        Judged(run).Verdict.Findings.ShouldContain(finding => finding.Diagnostic.Name == "plateau");
        // Dropout keeps the training loss high.
        run.Epochs.Clear();
        for (int epoch = 1; epoch <= 10; epoch++)
            run.Epoch(2.29, validation: epoch > 7 ? 0.5 : 2.31, accuracy: epoch > 7 ? 0.897 : 0.1, trainingAccuracy: 0.1);
        Verdict verdict = Judged(run, new EndFacts(NonFinite: false, Steps: 1000)).Verdict;
        verdict.Findings.ShouldNotContain(finding => finding.Diagnostic.Name == "plateau");
        verdict.Withdrawn.ShouldContain(finding => finding.Diagnostic.Name == "plateau");
    }

    [Fact]
    public void What_leaves_a_network_dead_for_the_whole_run_is_an_error_whatever_rule_saw_it()
    {
        Written run = new("linear+relu", "linear+relu", "linear+sigmoid");
        run.Network = run.Network with { OutputFunction = "sigmoid" };
        run.Says("bad-output-activation")!.Severity.ShouldBe(Severity.Warning);
        run.Run(100, loss: _ => 2.302, every: 10);
        Verdict verdict = Judged(run, new EndFacts(NonFinite: false, Steps: 1000)).Verdict;
        verdict.Findings[0].Diagnostic.Name.ShouldBe("bad-output-activation");
        verdict.Findings[0].Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void What_is_proved_stays_beside_a_fair_outcome_as_a_warning_and_beside_a_perfect_one_as_a_note()
    {
        Written fair = Equal(0.93), perfect = Equal(0.99);
        Judged(fair, new EndFacts(false, 300)).Verdict.Findings.Single(finding => finding.Diagnostic.Name == "symmetric-init")
            .Severity.ShouldBe(Severity.Warning);
        Judged(perfect, new EndFacts(false, 300)).Verdict.Findings.Single(finding => finding.Diagnostic.Name == "symmetric-init")
            .Severity.ShouldBe(Severity.Information);

        static Written Equal(double accuracy)
        {
            Written run = new();
            run.Network = run.Network with { EqualUnits = [0] };
            run.Run(40);
            for (int epoch = 0; epoch < 3; epoch++)
                run.Epoch(0.2, validation: 0.25, accuracy: accuracy, trainingAccuracy: accuracy);
            return run;
        }
    }

    [Fact]
    public void First_weights_that_are_pretrained_are_a_note_before_the_run()
    {
        Written run = new("linear+sigmoid", "linear+sigmoid", "linear+sigmoid", "linear");
        run.Draw(5, s_faint);
        Judged(run).Verdict.Findings[0].Severity.ShouldBe(Severity.Error);
        run.Setup = run.Setup with { Pretrained = true };
        Finding finding = Judged(run).Verdict.Findings[0];
        finding.Severity.ShouldBe(Severity.Information);
        finding.Message.ShouldEndWith("the layers are pre-trained before the run");
    }

    [Fact]
    public void It_says_what_could_not_be_looked_for_and_whether_there_was_enough_to_judge_by()
    {
        Written run = new Written().Run(40);
        Verdict known = Judged(run, new EndFacts(false, 1000)).Verdict;
        known.IsJudged.ShouldBeTrue();
        known.Unjudged.Single(entry => entry.Diagnostic.Name == "overfitting").Reason.ShouldBe("there is no validation part");
        Verdict bare = Diagnosis.VerdictOf(new Trace(run.Header, run.Dossier().Samples.Take(2).ToArray()));
        bare.IsJudged.ShouldBeFalse();
        bare.Unjudged.ShouldContain(entry => entry.Reason == "nothing is known of the data");
    }

    [Fact]
    public void What_was_found_or_taken_back_is_not_said_to_have_not_been_looked_for()
    {
        Written run = new("linear+sigmoid", "linear+sigmoid", "linear+sigmoid", "linear");
        run.Run(41, loss: step => 2.3 / step, change: s_faint);
        Verdict verdict = Judged(run).Verdict;
        string[] said = [.. verdict.Findings.Concat(verdict.Withdrawn).Select(finding => finding.Diagnostic.Code)];
        said.ShouldNotBeEmpty();
        verdict.Unjudged.Select(entry => entry.Diagnostic.Code).Intersect(said).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 0, "only 1 step was measured")]
    [InlineData(2, 0, "only 2 steps were measured")]
    [InlineData(40, 100, "the validation part was not evaluated yet")]
    [InlineData(40, 0, "there is no validation part")]
    public void What_was_not_looked_for_has_its_reason(int steps, int validation, string reason)
    {
        Written run = new Written().Run(steps);
        run.Data = run.Data with { ValidationSamples = validation };
        if (steps > 2)
            run.Epoch(1);
        Judged(run, new EndFacts(false, steps)).Verdict.Unjudged.ShouldContain(entry => entry.Reason == reason);
    }

    /// <summary>A layer that was off for a few batches stayed an error to the end of a run that went on learning.</summary>
    [Fact]
    public void A_gradient_that_arrives_again_is_no_longer_missing()
    {
        Written run = new Written().Run(32, _ => 2.303,
            Written.EachParameter((flow, i) => i < 2 ? flow with { GradientNorm = 0 } : flow));
        Judged(run).Verdict.Findings.ShouldContain(finding => finding.Diagnostic.Name == "no-gradient");
        run.Run(60, _ => 2.303);
        Verdict verdict = Judged(run, new EndFacts(false, 92)).Verdict;
        verdict.Findings.ShouldNotContain(finding => finding.Diagnostic.Name == "no-gradient");
        verdict.Withdrawn.Single(finding => finding.Diagnostic.Name == "no-gradient").Withdrawal!.Reason.ShouldBe("it is no longer seen");
    }

    /// <summary>Labels do not fall into line with their samples in a run: what was learnt shows that they were all along.</summary>
    [Fact]
    public void What_was_never_so_is_taken_back_for_what_the_run_has_come_to()
    {
        Written run = new();
        run.Data = run.Data with { NeighbourScore = 1, ValidationSamples = 500 };
        run.Run(100, _ => 1.6, every: 10);
        for (int i = 0; i < 10; i++)
            run.Epoch(1.6, 1.6, 0.4, 0.4);
        Verdict verdict = Judged(run, new EndFacts(false, 1000)).Verdict;
        verdict.Withdrawn.Single(finding => finding.Diagnostic.Name == "misaligned-labels").Withdrawal!.Reason
            .ShouldBe("the validation accuracy is 40.0 %");
    }

    /// <summary>Of ten classes three were told apart at the end, and what kept it so stayed a warning.</summary>
    [Theory]
    [InlineData(true, 0.3, Severity.Error)]
    [InlineData(true, 0.6, Severity.Warning)]
    [InlineData(false, 0.3, Severity.Warning)]
    public void What_leaves_less_than_half_of_the_classes_told_apart_at_the_end_is_an_error(bool ended, double accuracy, Severity severity)
    {
        Written run = new();
        run.Setup = run.Setup with { Momentum = 0.9999 };
        run.Run(100, _ => 1.9, every: 10);
        for (int i = 0; i < 10; i++)
            run.Epoch(1.9, 1.9, accuracy, accuracy);
        Judged(run, ended ? new EndFacts(false, 1000) : null).Verdict.Findings
            .Single(finding => finding.Diagnostic.Name == "long-momentum").Severity.ShouldBe(severity);
    }

    /// <summary>The odds of dropout and decay stood beside label smoothing.</summary>
    [Fact]
    public void What_rests_on_a_setting_has_not_the_odds_of_others()
    {
        Written run = new Written().Draw(3);
        run.Setup = run.Setup with { Smoothing = 0.95 };
        Judged(run).Verdict.Findings.Single(finding => finding.Diagnostic.Name == "over-regularised").Odds.ShouldBeNull();
        run.Setup = run.Setup with { WeightDecay = 1 };
        Judged(run).Verdict.Findings.Single(finding => finding.Diagnostic.Name == "over-regularised").Odds.ShouldNotBeNull();
    }

    /// <summary>Odds are of networks that begin with their first weights.</summary>
    [Fact]
    public void What_pre_training_replaces_has_no_odds()
    {
        Written run = new Written("linear+sigmoid", "linear+sigmoid", "linear+sigmoid", "linear").Draw(3, s_faint);
        Said().Odds.ShouldNotBeNull();
        run.Setup = run.Setup with { Pretrained = true };
        Said().Odds.ShouldBeNull();

        Finding Said() => Judged(run).Verdict.Findings.Single(finding => finding.Diagnostic.Name == "vanishing-gradient");
    }

    private static Judge Judged(Written run, EndFacts? end = null, Action<Finding>? withdrew = null)
    {
        Dossier dossier = run.Dossier();
        Judge judge = new(dossier.Header, new DiagnosisOptions())
        {
            Setup = dossier.Setup,
            Data = dossier.Data,
            Network = dossier.Network,
            Draws = dossier.Draws,
            Withdrew = withdrew,
        };
        judge.Start();
        Diagnosis.Replay(judge, dossier.Samples, dossier.Epochs);
        if (end is not null)
            judge.End(end);
        return judge;
    }
}
