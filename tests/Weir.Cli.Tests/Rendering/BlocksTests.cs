using Weir.Cli.Rendering;

namespace Weir.Cli.Tests.Rendering;

public class BlocksTests
{
    [Theory]
    [InlineData(1.0, "████")]
    [InlineData(0.5, "██")]
    [InlineData(0.53125, "██▏")]
    [InlineData(0.0, "▏")]
    [InlineData(null, "")]
    public void A_bar_is_as_long_as_its_place_to_an_eighth_of_a_cell(double? place, string bar) => Blocks.Bar(place, 4).ShouldBe(bar);

    [Fact]
    public void A_sparkline_spans_least_to_most() => Blocks.Sparkline([1, 2, 3, 8], 10).ShouldBe("▁▂▃█");

    [Fact]
    public void A_sparkline_of_like_values_is_flat_and_marks_what_is_no_number() => Blocks.Sparkline([2.3, 2.3, double.NaN], 10)
        .ShouldBe("▄▄×");

    [Fact]
    public void More_values_than_cells_are_averaged() => Blocks.Sparkline([0, 0, 1, 1, 0, 0], 3).ShouldBe("▁█▁");

    [Fact]
    public void A_progress_line_moves_by_half_a_cell()
    {
        Blocks.Progress(0.375, 4).ShouldBe(("━╸", "──"));
        Blocks.Progress(1, 4).ShouldBe(("━━━━", ""));
    }
}
