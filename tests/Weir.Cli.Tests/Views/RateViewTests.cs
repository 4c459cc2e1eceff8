using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Training;

namespace Weir.Cli.Tests.Views;

public class RateViewTests
{
    private static readonly RateRangeOptions s_options = new();

    private static readonly Recipe s_recipe = RecipeReader.Parse("""
        name: tiny
        model:
          - linear: outputs
        optimizer: {adam: {rate: 0.5}}
        """);

    internal static IReadOnlyList<Line> Sample(int width) => RateView.Draw(s_recipe, s_options, Result(), width, 24);

    [Theory]
    [InlineData(60, 19)]
    [InlineData(99, 29)]
    [InlineData(139, 49)]
    public void The_loss_is_drawn_over_the_rate_with_the_suggestion_marked(int width, int height)
    {
        IReadOnlyList<Line> lines = RateView.Draw(s_recipe, s_options, Result(), width, height);
        lines.Count.ShouldBeLessThanOrEqualTo(height);
        lines.ShouldAllBe(line => line.Width <= width);
        string text = Make.Text(lines);
        text.ShouldContain("▲ suggested 0.012");
        text.ShouldContain("optimizer: {adam: {rate: 0.012}}");
        Snapshot.Match($"rate-{width}x{height}", text);
    }

    [Fact]
    public void The_rates_that_do_as_well_are_told()
    {
        string text = Make.Text(RateView.Draw(s_recipe, s_options, Result() with { Interval = (0.00401, 0.0349) }, 99, 29));
        text.ShouldContain("Suggested rate 0.012, from 0.004 to 0.035: ");
    }

    [Fact]
    public void The_mark_stands_over_its_rate()
    {
        string[] lines = Make.Text(RateView.Draw(s_recipe, s_options, Result() with { Suggested = 0.01 }, 99, 29)).Split('\n');
        string axis = lines.Single(line => line.Contains('└', StringComparison.Ordinal));
        // Eight decades have nine ticks; 0.01 is the sixth.
        int[] ticks = [.. Enumerable.Range(0, axis.Length).Where(i => axis[i] == '┴')];
        ticks.Length.ShouldBe(9);
        lines.Single(line => line.Contains('▲', StringComparison.Ordinal)).IndexOf('▲', StringComparison.Ordinal).ShouldBe(ticks[5]);
    }

    [Fact]
    public void A_mark_at_the_right_end_has_its_words_on_the_left()
    {
        IReadOnlyList<Line> lines = RateView.Draw(s_recipe, s_options, Result() with { Suggested = 9 }, 60, 24);
        lines.ShouldAllBe(line => line.Width <= 60);
        Make.Text(lines).ShouldContain("suggested 9 ▲");
    }

    [Fact]
    public void A_loss_that_runs_away_does_not_flatten_the_rest()
    {
        string text = Make.Text(RateView.Draw(s_recipe, s_options, Result(end: 1e9), 80, 24));
        text.ShouldContain("  3 ┤");
        text.ShouldNotContain("e9");
    }

    [Fact]
    public void A_test_that_runs_shows_how_far_it_is_and_the_curve_so_far()
    {
        Make.Text(RateView.Progress("tiny", s_options, [], 80, 24)).ShouldStartWith("tiny · step 0/100");
        IReadOnlyList<Line> lines = RateView.Progress("tiny", s_options, [.. Result().Points.Take(60)], 80, 24);
        lines.Count.ShouldBeLessThanOrEqualTo(24);
        Snapshot.Match("rate-progress", Make.Text(lines));
    }

    [Fact]
    public void Without_a_suggestion_there_is_nothing_to_write_into_the_recipe()
    {
        string text = Make.Text(RateView.Draw(s_recipe, s_options, Result() with { Suggested = null }, 80, 24));
        text.ShouldContain("smoothed loss");
        text.ShouldNotContain("optimizer:");
        text.ShouldNotContain("▲");
    }

    /// <summary>A loss of 2.3 that falls to 0.5 around 0.01 and rises from 1 on.</summary>
    private static RateRangeResult Result(double end = 6) => new()
    {
        Points =
        [
            .. Enumerable.Range(0, 100).Select(i =>
            {
                double place = -7 + (8.0 * i / 99), loss = 0.5 + (1.8 / (1 + Math.Exp(3 * (place + 2)))) + (place > 0 ? end * place : 0);
                return new RatePoint(Math.Pow(10, place), loss, loss);
            }),
        ],
        Suggested = 0.0123,
        Steepest = 0.0123,
        Least = 0.5,
        Reason = "the smoothed loss falls fastest at 0.0123; it is least at 0.5",
    };
}
