using Weir.Cli.Rendering;

namespace Weir.Cli.Tests.Rendering;

public class DotCanvasTests
{
    [Theory]
    [InlineData(0, 3, '⠁')]
    [InlineData(0, 2, '⠂')]
    [InlineData(0, 1, '⠄')]
    [InlineData(0, 0, '⡀')]
    [InlineData(1, 3, '⠈')]
    [InlineData(1, 0, '⢀')]
    public void A_dot_is_where_it_was_set_counted_from_the_bottom_left(int x, int y, char cell)
    {
        DotCanvas canvas = new(1, 1);
        canvas.Set(x, y);
        canvas.Cell(0, 0).ShouldBe(cell);
    }

    [Fact]
    public void A_line_has_both_ends_and_no_gap()
    {
        DotCanvas canvas = new(2, 1);
        canvas.Connect(0, 0, 3, 3);
        $"{canvas.Cell(0, 0)}{canvas.Cell(0, 1)}".ShouldBe("⡠⠊");
    }

    [Fact]
    public void What_lies_outside_is_left_out()
    {
        DotCanvas canvas = new(1, 1);
        canvas.Set(-1, 0);
        canvas.Set(2, 0);
        canvas.Set(0, 4);
        canvas.Set(0, -1);
        canvas.Cell(0, 0).ShouldBe(' ');
    }
}
