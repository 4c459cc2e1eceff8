using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Nn;
using Weir.Training;

namespace Weir.Cli.Tests.Views;

public class ScheduleViewTests
{
    private static readonly RunSpan s_span = new(1570, 157);

    internal static IReadOnlyList<Line> Sample(int width) =>
        ScheduleView.Draw(Recipe("{cosine: {warm-up: 1 epochs}}"), s_span, width, 24);

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(139)]
    [InlineData(200)]
    public void A_plot_fits_the_terminal(int width)
    {
        IReadOnlyList<Line> lines = ScheduleView.Draw(Recipe("{cosine: {warm-up: 1 epochs}}"), s_span, width, 24);
        lines.Count.ShouldBeLessThanOrEqualTo(24);
        lines.ShouldAllBe(line => line.Width <= Math.Min(width, 140));
        Snapshot.Match($"schedule-{width}", Make.Text(lines));
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("{step: {every: 3 epochs, factor: 0.5}}")]
    [InlineData("{cosine-restarts: {first: 1 epochs, growth: 2}}")]
    [InlineData("one-cycle")]
    public void Steps_and_restarts_show_as_walls(string schedule) =>
        Snapshot.Match($"schedule-{schedule.Trim('{').Split(':')[0]}", Make.Text(ScheduleView.Draw(Recipe(schedule), s_span, 80, 20)));

    [Fact]
    public void A_run_shorter_than_two_epochs_counts_in_steps()
    {
        string text = Make.Text(ScheduleView.Draw(Recipe("{linear: {from: 1, to: 0}}"), new RunSpan(5, 100), 60, 20));
        text.ShouldContain("5 steps");
        text.ShouldMatch(@"\nstep +0 +2 +4");
        text.ShouldNotContain("\nepoch ");
    }

    [Fact]
    public void Without_a_terminal_there_is_a_table() =>
        Snapshot.Match("schedule-plain", Make.Text(ScheduleView.Write(Recipe("{cosine: {warm-up: 1 epochs}}"), s_span)));

    [Theory]
    [InlineData("plateau", "the rate begins at 0.1, stays there, and is taken times 0.1 whenever the validation loss has not become "
        + "better for more than 5 epochs")]
    [InlineData("{plateau: {warm-up: 20, monitor: validation-accuracy, patience: 1}}",
        "the rate rises from 0.005 to 0.1 in 20 steps, stays there, and is taken times 0.1 whenever the validation accuracy has not "
        + "become better for more than 1 epoch.")]
    public void A_plateau_schedule_says_that_it_has_no_curve_ahead(string schedule, string words)
    {
        string text = Make.Text(ScheduleView.Write(Recipe(schedule), s_span));
        text.ShouldContain("no curve ahead");
        text.ShouldContain(words);
        Make.Text(ScheduleView.Draw(Recipe(schedule), s_span, 80, 24)).ShouldNotContain("┤");
    }

    [Fact]
    public void The_highest_rate_is_found_whatever_the_width()
    {
        // The peak is one step wide, and lies in one of two parts.
        RateCurve curve = RateCurve.Of(new WarmUp(new ExponentialSchedule(0.1, 0.5, 1), 700), new RunSpan(1000, 10), 2);
        curve.Highest.ShouldBe(0.1, 1e-12);
        curve.HighestAt.ShouldBe(700);
        curve.First.ShouldBe(0.1 / 700, 1e-12);
        curve.Last.ShouldBeLessThan(1e-12);
        curve.Parts[1].Highest.ShouldBe(0.1, 1e-12);
        curve.Parts[0].Highest.ShouldBe(0.1 * 500 / 700, 1e-12);
    }

    [Fact]
    public void More_parts_than_steps_show_each_step_several_times()
    {
        RateCurve curve = RateCurve.Of(new StepSchedule(1, 1, 0.5), new RunSpan(2, 1), 6);
        curve.Parts.Select(part => part.First).ShouldBe([1, 1, 1, 0.5, 0.5, 0.5]);
    }

    private static Recipe Recipe(string schedule) => RecipeReader.Parse($$"""
        name: tiny
        model:
          - linear: outputs
        optimizer:
          sgd: {rate: 0.1}
        schedule: {{schedule}}
        """);
}
