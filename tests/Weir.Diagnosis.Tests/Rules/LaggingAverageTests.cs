namespace Weir.Diagnosis.Tests;

/// <summary>What is evaluated is not what was trained: averages that still hold what they began with.</summary>
public sealed class LaggingAverageTests
{
    private const string Rule = "average-gap";

    // 1,000 steps, 100 in an epoch.
    private static Written Averaged(double decay, bool warmsUp = false)
    {
        Written written = new();
        written.Setup = written.Setup with { AverageDecay = decay, AverageWarmsUp = warmsUp };
        return written;
    }

    [Theory]
    [InlineData(0.9987, false, false)]
    [InlineData(0.9989, false, true)]
    [InlineData(0.9999, false, true)]
    // With warm-up nothing is left of the first weights after a few steps.
    [InlineData(0.9999, true, false)]
    public void What_the_average_will_hold_at_the_end_is_known_before_the_run(double decay, bool warmsUp, bool found)
    {
        // e^−1.2 is 0.301.
        Finding? finding = Averaged(decay, warmsUp).Says(Rule);
        (finding?.Strength).ShouldBe(found ? Strength.Suspected : null);
        if (decay == 0.9999 && found)
        {
            finding!.Message.ShouldBe("with a decay of 0.9999 the averaged weights, which evaluation uses, still hold 90 % of what they "
                + "begin with after all 1,000 steps");
            finding.Remedies[0].ShouldBe("a decay of 0.99 under `average`, which remembers a tenth of the run");
        }
    }

    /// <summary>A decay of 1, which no recipe takes, was advised to runs of more than 200,000 steps.</summary>
    [Fact]
    public void However_long_a_run_the_decay_that_is_advised_is_below_1()
    {
        Written written = Averaged(0.999999);
        written.Setup = written.Setup with { TotalSteps = 1_000_000 };
        written.Says(Rule)!.Remedies[0].ShouldBe("a decay of 0.99999 under `average`, which remembers a tenth of the run");
    }

    /// <summary>97 % in training and 30 % in evaluation had no finding.</summary>
    [Theory]
    [InlineData(0.9999, 0.3, 0.97, true)]
    [InlineData(0.9999, 0.9, 0.97, false)]
    // Of the first weights a tenth is left after 1,000 steps.
    [InlineData(0.99771, 0.3, 0.97, true)]
    [InlineData(0.99769, 0.3, 0.97, false)]
    public void A_score_that_is_lost_in_evaluation_is_put_down_to_an_average_that_lags(double decay, double validation, double training,
        bool found)
    {
        Written written = Averaged(decay).Run(100, every: 10);
        for (int i = 0; i < 10; i++)
            written.Epoch(0.1, 2, validation, training);
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Warning : null);
        written.End = new EndFacts(false, 1000);
        (written.Says(Rule)?.Severity).ShouldBe(found ? Severity.Error : null);
        if (found)
            written.Says(Rule)!.Message.ShouldStartWith("the accuracy is 97 % in training and 30 % in evaluation: with a decay of");
    }

    [Theory]
    [InlineData(1.4, 2.3, true)]
    [InlineData(1.4, 1.6, false)]
    public void Values_are_judged_by_their_loss(double training, double validation, bool found)
    {
        Written written = Averaged(0.9999).Run(100, every: 10);
        for (int i = 0; i < 10; i++)
            written.Epoch(training, validation);
        (written.Says(Rule) is not null).ShouldBe(found);
        (written.Says(Rule)?.Message.StartsWith("the loss is 1.4 in training and 2.3 in evaluation; guessing has 2.3: with a decay",
            StringComparison.Ordinal)).ShouldBe(found ? true : null);
    }

    [Theory]
    [InlineData("average-gap")]
    [InlineData("batch-norm-gap")]
    public void What_nothing_evaluates_stays_as_it_is_known_beforehand(string rule)
    {
        Written written = Averaged(0.9999);
        written.Network = written.Network with { BatchNorm = true, BatchNormMomentum = 1e-4 };
        for (int i = 0; i < 10; i++)
            written.Epoch(0.1, trainingAccuracy: 0.97);
        written.End = new EndFacts(false, 1000);
        written.Says(rule)!.Strength.ShouldBe(Strength.Suspected);
    }

    [Fact]
    public void Weights_that_are_not_averaged_do_not_lag()
    {
        Written written = new Written().Run(100, every: 10);
        for (int i = 0; i < 10; i++)
            written.Epoch(0.1, 2, 0.3, 0.97);
        written.Says(Rule).ShouldBeNull();
    }

    [Fact]
    public void What_was_trained_is_not_said_to_have_been_learnt_by_heart_where_something_else_is_evaluated()
    {
        IReadOnlyList<Finding> ranked = Ranking.Of([Of("average-gap", 0), Of("misaligned-labels", 300), Of("overfitting", 400)]);
        ranked.Skip(1).ShouldAllBe(finding => finding.Because!.Name == "average-gap");

        static Finding Of(string name, long step) =>
            new() { Diagnostic = RuleList.Find(name)!.Diagnostic, Severity = Severity.Warning, Message = "", Step = step };
    }
}
