namespace Weir.Diagnosis.Tests;

/// <summary>A validation part that is answered far worse than by guessing at the end of a run is always told.</summary>
public sealed class OthersTests
{
    // A regression whose training loss is a tenth of that of guessing.
    private static Written Ended(double fit, int samples = 200, bool restored = false, double best = -9)
    {
        Written written = new Written().Run(100, step => step < 100 ? 1 : 0.1, every: 10);
        written.Data = written.Data with { MajorityShare = null, TrivialLoss = 1, ValidationSamples = samples };
        written.Setup = written.Setup with { Classification = false, Outputs = 1, Loss = "mean-squared-error" };
        for (int i = 0; i < 10; i++)
            written.Epoch(0.1, 0.5, fit: i == 4 && best > -9 ? best : fit);
        written.End = new EndFacts(false, 1000) { Restored = restored };
        return written;
    }

    [Theory]
    [InlineData(-5, 200, true)]
    [InlineData(-0.3, 200, true)]
    [InlineData(-0.2, 200, false)]
    [InlineData(0.5, 200, false)]
    [InlineData(-5, 5, false)]
    public void Values_far_worse_than_their_mean_are_an_error(double fit, int samples, bool found)
    {
        Finding? finding = Ended(fit, samples).Says("plateau");
        (finding?.Severity).ShouldBe(found ? Severity.Error : null);
        if (fit == -5 && found)
            finding!.Message.ShouldBe("R² of the validation part is -5.00, which is far worse than guessing; of the training part 90 % of "
                + "what guessing leaves is right");
    }

    [Fact]
    public void While_the_run_goes_on_others_may_still_come_to_be_answered()
    {
        Written written = Ended(-5);
        written.End = null;
        written.Says("plateau").ShouldBeNull();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Weights_that_were_given_back_count_as_those_of_their_best_epoch(bool restored, bool silent) =>
        (Ended(-5, restored: restored, best: 0.4).Says("plateau") is null).ShouldBe(silent);

    /// <summary>What was said was of the last epoch, and what was judged of the best.</summary>
    [Fact]
    public void What_is_said_of_weights_that_were_given_back_is_of_their_epoch()
    {
        Written written = Ended(-5, restored: true, best: -0.4);
        written.Says("plateau")!.Message.ShouldStartWith("R² of the validation part is -0.40, which is far worse than guessing");
        written.Data = written.Data with { FarRows = 2, FarRow = "row 12", FarthestValue = 812 };
        written.Says("data-quality")!.Severity.ShouldBe(Severity.Error);
        Written mended = Ended(-5, restored: true, best: 0.4);
        mended.Data = written.Data;
        mended.Says("data-quality")!.Severity.ShouldBe(Severity.Information);
    }

    [Theory]
    [InlineData(0.6, null, true)]
    [InlineData(0.85, null, false)]
    // Who weighs classes is after another score.
    [InlineData(0.6, 0.5, false)]
    public void Classes_are_judged_by_their_accuracy_beyond_chance(double accuracy, double? weighted, bool found)
    {
        Written written = Ended(0);
        written.Epochs.Clear();
        written.Data = written.Data with { MajorityShare = 0.86, WeightedShare = weighted };
        for (int i = 0; i < 10; i++)
            written.Epoch(0.1, 3, accuracy, 0.99);
        (written.Says("plateau") is not null).ShouldBe(found);
    }

    /// <summary>A score a little better than guessing let a loss far above it pass.</summary>
    [Theory]
    [InlineData(5.0, 0.25, true)]
    [InlineData(2.3, 0.25, false)]
    [InlineData(5.0, 0.7, false)]
    public void A_loss_that_stays_above_that_of_guessing_is_told_though_a_score_is_better(double loss, double accuracy, bool found)
    {
        Written written = new Written().Run(100, _ => loss, every: 10);
        written.Data = written.Data with { ValidationSamples = 500 };
        for (int i = 0; i < 10; i++)
            written.Epoch(loss, loss, accuracy, accuracy);
        written.Says("plateau").ShouldBeNull();
        written.End = new EndFacts(false, 1000);
        (written.Says("plateau")?.Severity).ShouldBe(found ? Severity.Warning : null);
        if (found)
            written.Says("plateau")!.Message
                .ShouldBe("the loss stays at 5, above that of guessing, 2.303; the validation accuracy is 25.0 %");
    }

    /// <summary>A regression that a few wild rows had spoilt had no finding.</summary>
    [Fact]
    public void Values_far_off_are_a_note_and_the_cause_where_others_are_answered_worse_than_by_guessing()
    {
        Written written = Ended(0.9);
        written.Data = written.Data with { FarRows = 2, FarRow = "prices.csv, line 12 ('area', 812 deviations)", FarthestValue = 812 };
        Finding note = written.Says("data-quality")!;
        (note.Severity, note.Message).ShouldBe((Severity.Information,
            "2 rows have values far from all others: prices.csv, line 12 ('area', 812 deviations)"));
        Written failed = Ended(-5);
        failed.Data = written.Data;
        Finding cause = failed.Says("data-quality")!;
        cause.Severity.ShouldBe(Severity.Error);
        Ranking.Of([cause, failed.Says("plateau")!])[1].Because!.Name.ShouldBe("data-quality");
        failed.Data = failed.Data with { FarthestValue = 29 };
        failed.Says("data-quality").ShouldBeNull();
    }
}
