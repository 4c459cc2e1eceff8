using Weir.Cli.Rendering;
using Weir.Cli.Views;

namespace Weir.Cli.Tests.Views;

public class FindingsViewTests
{
    [Theory]
    [InlineData(44)]
    [InlineData(79)]
    [InlineData(119)]
    public void Causes_come_with_evidence_meaning_and_remedies_and_consequences_under_them(int width)
    {
        IReadOnlyList<Line> lines = [.. FindingsView.Draw(Make.Findings, width), .. FindingsView.Close(Make.Findings, width)];
        lines.ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"findings-{width}", Make.Text(lines));
    }

    [Fact]
    public void Brief_ones_are_titles_and_messages() =>
        Snapshot.Match("findings-brief", Make.Text(FindingsView.Draw(Make.Findings, 79, brief: true)));

    [Fact]
    public void A_forecast_comes_with_its_odds() =>
        Make.Text(FindingsView.Draw([Make.Findings[0] with { Odds = new(17, 21) }], 119))
            .ShouldContain("odds      17 of 21 set-ups of which this was said suffered (the rules were made on these)");

    [Fact]
    public void No_findings_are_told_as_such() => Make.Text(FindingsView.Close([], 79)).ShouldBe("no findings");

    [Theory]
    [InlineData(new[] { 2 }, "layer 3")]
    [InlineData(new[] { 0, 1 }, "layers 1, 2")]
    [InlineData(new[] { 3, 0, 1, 2, 6 }, "layers 1–4, 7")]
    [InlineData(new[] { 0, 2, 4, 6, 8, 10, 12, 14 }, "layers 1, 3, 5, 7, 9, …")]
    [InlineData(new int[0], "")]
    public void Neighbouring_layers_are_drawn_together(int[] layers, string text) => FindingText.Layers(layers).ShouldBe(text);

    [Theory]
    [InlineData(79, 23)]
    [InlineData(59, 19)]
    [InlineData(139, 49)]
    [InlineData(44, 18)]
    public void A_live_picture_has_room_for_findings_below_the_flow(int width, int height)
    {
        IReadOnlyList<Line> frame = RunView.Draw(Make.Snapshot(9, 0.125) with { Findings = Make.Findings }, width, height);
        frame.Count.ShouldBeLessThanOrEqualTo(height);
        frame.ShouldAllBe(line => line.Width <= width);
        Make.Text(frame).ShouldContain("error WEIR002");
        Snapshot.Match($"run-findings-{width}x{height}", Make.Text(frame));
    }

    [Fact]
    public void What_does_not_fit_the_panel_is_counted()
    {
        IReadOnlyList<Line> lines = FindingsPanel.Draw([.. Make.Findings, .. Make.Findings], 60, 4);
        lines.Count.ShouldBe(4);
        lines[^1].ToString().ShouldBe("… 3 more");
    }
}
