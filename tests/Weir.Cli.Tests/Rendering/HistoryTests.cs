using Weir.Cli.Rendering;

namespace Weir.Cli.Tests.Rendering;

public class HistoryTests
{
    [Fact]
    public void A_long_curve_keeps_its_shape_in_few_points()
    {
        History history = new(capacity: 8);
        for (int i = 0; i < 64; i++)
            history.Add(i);
        history.Points.Count.ShouldBeInRange(4, 8);
        history.Points[0].ShouldBe(history.Points[1] - (history.Points[2] - history.Points[1]), 1e-9);
        history.Points.ShouldBeInOrder();
    }
}
