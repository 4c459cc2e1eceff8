using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Flow;

namespace Weir.Cli.Tests.Views;

public class ShowViewTests
{
    private static readonly FlowSample[] s_samples =
        [.. Enumerable.Range(0, 200).Select(i =>
            Make.Sample(9, 0.5 - (0.4 * Math.Min(1, i / 100.0)), (long)Math.Round(Math.Pow(1.06, i)) + i))];

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    public void A_page_has_metrics_flow_and_flow_over_time(int width)
    {
        ShowView.Page page = new(Make.Snapshot(9, 0.1).Header, "finished at step 150,000 of 150,000", null, Make.Epochs(30),
            new Trace(Make.Header(9), s_samples));
        IReadOnlyList<Line> lines = ShowView.Draw(page, width);
        lines.ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"show-{width}", Make.Text(lines));
    }

    [Fact]
    public void A_run_without_epochs_and_flow_says_so()
    {
        string text = Make.Text(ShowView.Draw(new ShowView.Page(Make.Snapshot(9, 0.1).Header, "is running", null, [], null), 80));
        text.ShouldContain("no epoch is complete yet");
        text.ShouldContain("it was not measured");
    }

    [Fact]
    public void Columns_of_the_map_are_spread_on_a_log_scale()
    {
        long[] steps = [.. Enumerable.Range(1, 10_000).Select(step => (long)step)];
        int[] columns = HeatMapView.Columns(steps, 41);
        steps[columns[0]].ShouldBe(1);
        steps[columns[^1]].ShouldBe(10_000);
        double middle = steps[columns[columns.Length / 2]];
        middle.ShouldBeInRange(80, 250);
    }
}
