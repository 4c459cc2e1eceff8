namespace Weir.Diagnosis.Tests.Dossiers;

public sealed class LearningTests
{
    [Fact]
    public void The_loss_lately_is_the_median_of_seven_samples()
    {
        Written written = new Written().Run(6, step => step);
        written.Dossier().Learning.Recent.ShouldBeNull("six are too few");
        written.Run(1, _ => 1000).Dossier().Learning.Recent.ShouldBe(4);
    }

    [Fact]
    public void What_is_explained_is_the_share_of_the_loss_of_guessing_at_its_best_and_now()
    {
        Learning learning = new Written().Run(20, _ => 0.25 * Math.Log(10)).Run(20, _ => 0.75 * Math.Log(10)).Dossier().Learning;
        learning.Explained!.Value.ShouldBe(0.75, 1e-9);
        learning.ExplainedNow!.Value.ShouldBe(0.25, 1e-9);
        learning.HasLearnt.ShouldBeTrue();
    }

    [Fact]
    public void A_loss_that_is_no_number_counts_as_the_worst()
    {
        Learning learning = new Written().Run(3, _ => 1).Run(4, _ => double.NaN).Dossier().Learning;
        learning.Recent.ShouldBe(double.PositiveInfinity);
        learning.Best.ShouldBeNull();
        learning.ExplainedNow.ShouldBe(double.NegativeInfinity);
        learning.HasLearnt.ShouldBeFalse();
    }

    [Fact]
    public void Where_the_loss_of_guessing_is_unknown_the_first_one_stands_in()
    {
        Learning learning = new Written { IsBare = true }.Run(20, step => step == 1 ? 4 : 1).Dossier().Learning;
        learning.Trivial.ShouldBe(4);
        learning.Explained!.Value.ShouldBe(0.75, 1e-9);
    }

    [Theory]
    [InlineData(0.549, false)]
    [InlineData(0.551, true)]
    [InlineData(null, false)]
    public void A_network_tells_classes_apart_when_it_is_right_about_half_of_what_guessing_gets_wrong(double? accuracy, bool expected) =>
        new Written().Epoch(9, trainingAccuracy: 0.99).Epoch(9, trainingAccuracy: accuracy).Dossier()
            .Learning.TellsApart.ShouldBe(expected);

    [Fact]
    public void Without_classes_nothing_is_told_apart()
    {
        Written written = new Written().Epoch(9, trainingAccuracy: 0.99);
        written.IsBare = true;
        written.Dossier().Learning.TellsApart.ShouldBeFalse();
    }
}
