using Weir.Cli.Rendering;

namespace Weir.Cli.Tests.Rendering;

public class LogScaleTests
{
    [Fact]
    public void A_scale_spans_whole_decades() => LogScale.Over([3e-2, 4e-9, null, 0, double.NaN]).ShouldBe(new LogScale(-9, -1));

    [Fact]
    public void Small_differences_look_small() => LogScale.Over([2e-2, 3e-2]).ShouldBe(new LogScale(-5, -1));

    [Fact]
    public void A_live_scale_only_grows() => new LogScale(-9, -1).Widened([1e-3, 5]).ShouldBe(new LogScale(-9, 1));

    [Fact]
    public void A_place_is_a_share_of_the_decades()
    {
        LogScale scale = new(-4, 0);
        scale.Place(1e-1)!.Value.ShouldBe(0.75, 1e-12);
        scale.Place(1e-9).ShouldBe(0);
        scale.Place(0).ShouldBeNull();
        scale.Place(null).ShouldBeNull();
    }
}
