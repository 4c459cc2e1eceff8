using Weir.Cli.Rendering;

namespace Weir.Cli.Tests.Rendering;

public class AxisTests
{
    [Theory]
    [InlineData(0, 0.1, 4, "0 0.05 0.1")]
    [InlineData(0, 0.3, 3, "0 0.1 0.2 0.3")]
    [InlineData(0.38, 0.67, 4, "0.3 0.4 0.5 0.6 0.7")]
    [InlineData(0, 3e-7, 4, "0 1e-7 2e-7 3e-7")]
    [InlineData(-3, 41, 4, "-20 0 20 40 60")]
    public void Ticks_are_round_and_hold_the_range(double low, double high, int most, string ticks)
    {
        Axis axis = Axis.Around(low, high, most, Numbers.Rate);
        string.Join(' ', axis.Ticks.Select(tick => tick.Text)).ShouldBe(ticks);
        axis.Low.ShouldBeLessThanOrEqualTo(low);
        axis.High.ShouldBeGreaterThanOrEqualTo(high - 1e-12);
    }

    [Fact]
    public void A_single_value_has_an_axis_all_the_same()
    {
        Axis axis = Axis.Around(2, 2, 4, Numbers.Plain);
        axis.High.ShouldBeGreaterThan(axis.Low);
        axis.Place(2).ShouldBe(0);
    }

    [Theory]
    [InlineData(10, 5, 2)]
    [InlineData(10, 3, 5)]
    [InlineData(0.3, 3, 0.1)]
    [InlineData(600, 1, 1000)]
    public void Steps_are_1_2_or_5_times_a_power_of_ten(double range, int most, double step) => Axis.RoundStep(range, most)
        .ShouldBe(step, 1e-12);
}
