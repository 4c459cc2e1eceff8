namespace Weir.Diagnosis.Tests.Dossiers;

/// <summary>What a run has come to.</summary>
public sealed class OutcomeTests
{
    /// <summary>A score of the epoch before last let a run pass whose loss was fifty times that of guessing at its end.</summary>
    [Fact]
    public void At_the_end_the_last_epoch_counts_alone()
    {
        Written run = new Written().Run(60, _ => 100);
        run.Data = run.Data with { ValidationSamples = 400 };
        run.Epoch(100, 100, 0.3).Epoch(100, 100, 0.1).Epoch(100, 100, 0.1);
        run.Dossier().Outcome.IsBetterThanGuessing.ShouldBe(true);
        run.End = new EndFacts(false, 300);
        run.Dossier().Outcome.IsBetterThanGuessing.ShouldBe(false);
    }

    /// <summary>Where all targets are the same guessing has a loss of 0, and what is taken back was said to be worse than that.</summary>
    [Fact]
    public void A_loss_that_guessing_has_none_of_is_told_beside_that_of_the_first_step()
    {
        Written run = new Written().Run(60, step => step == 1 ? 2 : 0.1);
        run.Data = run.Data with { TrivialLoss = 0, MajorityShare = null };
        run.Dossier().Outcome.InWords.ShouldBe("the loss is 0.1, 0.05 of what it was in the first step");
    }
}
