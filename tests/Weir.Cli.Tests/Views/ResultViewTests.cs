using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Tests.Views;

public class ResultViewTests
{
    [Fact]
    public void A_run_that_stopped_early_says_so_with_the_figures_of_the_epoch_that_was_put_back()
    {
        string text = Make.Text(ResultView.Draw(ViewRuns.Info, ViewRuns.Result, 200));
        text.ShouldContain("stopped early at step 12,000 of 20,000");
        text.ShouldContain("validation 95.2 % at epoch 9, whose weights are kept");
        text.ShouldContain("test 97.0 %");
        text.ShouldNotContain("best");
        text.ShouldContain("\nstopped early: no better validation loss than 0.21 of epoch 9 in 3 epochs");
    }

    [Fact]
    public void A_run_that_exploded_names_the_step_whose_loss_is_not_finite_and_not_the_last_that_was_made()
    {
        TrainingResult exploded = ViewRuns.Result with { Status = TrainingStatus.NonFinite, Steps = 217, FailedStep = 218 };
        Make.Text(ResultView.Draw(ViewRuns.Info, exploded, 200))
            .ShouldContain("no longer a finite number in step 218 · 217 of 20,000 steps made");
    }

    /// <summary>It said "best  at epoch 46", of what nobody knew.</summary>
    [Fact]
    public void Without_a_validation_part_epochs_are_told_by_the_loss_of_training()
    {
        EpochMetrics Of(int epoch, double loss) => new() { Epoch = epoch, Step = 10 * epoch, TrainingLoss = loss, Seconds = 1 };
        TrainingResult result = ViewRuns.Result with { Restored = null, Last = Of(60, 0.5), Best = Of(46, 0.25) };
        Make.Text(ResultView.Draw(ViewRuns.Info, result, 200)).ShouldContain("training loss 0.500 · best training loss 0.250 at epoch 46");
    }

    [Fact]
    public void The_page_of_a_run_is_named_where_it_was_written()
    {
        Make.Text(ResultView.Draw(ViewRuns.Info, ViewRuns.Result, 120, page: "runs/a/report.html"))
            .ShouldContain("\nor as a page in a browser  runs/a/report.html");
        Make.Text(ResultView.Draw(ViewRuns.Info, ViewRuns.Result, 120)).ShouldNotContain("page");
    }

    [Fact]
    public void Findings_that_were_told_are_counted_and_others_told_once()
    {
        string told = Make.Text(ResultView.Draw(ViewRuns.Info, ViewRuns.Result, 120, Make.Findings, told: true));
        told.ShouldContain("2 errors, 1 note");
        told.ShouldNotContain("this is the title of");
        string full = Make.Text(ResultView.Draw(ViewRuns.Info, ViewRuns.Result, 120, Make.Findings));
        full.Split("this is the title of zig-zag").Length.ShouldBe(2);
    }
}
