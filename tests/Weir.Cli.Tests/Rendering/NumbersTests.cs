using Weir.Cli.Rendering;

namespace Weir.Cli.Tests.Rendering;

public class NumbersTests
{
    [Theory]
    [InlineData(0.031, "3.1e-2")]
    [InlineData(4e-9, "4.0e-9")]
    [InlineData(1.25, "1.3e0")]
    [InlineData(0.0, "0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "−∞")]
    [InlineData(null, "–")]
    public void Flow_has_two_digits(double? value, string text) => Numbers.Scientific(value).ShouldBe(text);

    [Theory]
    [InlineData(2.3014, "2.301")]
    [InlineData(0.01234, "0.0123")]
    [InlineData(4.5e-6, "4.5e-6")]
    [InlineData(123456.0, "1.2e5")]
    public void Losses_have_about_four_digits(double value, string text) => Numbers.Loss(value).ShouldBe(text);

    [Theory]
    [InlineData(42, "0:42")]
    [InlineData(3723, "1:02:03")]
    public void Clocks_count_minutes(int seconds, string text) => Numbers.Clock(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.02501, "0.025")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00025, "2.5e-4")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(10, "10")]
    [InlineData(0.0009999, "0.001")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void Rates_have_three_digits(double value, string text) => Numbers.Rate(value).ShouldBe(text);

    [Fact]
    public void Counts_set_thousands_apart_and_know_the_plural()
    {
        Numbers.Of(149_710, "parameter").ShouldBe("149,710 parameters");
        Numbers.Of(1, "thread").ShouldBe("1 thread");
        Numbers.Signed(-0.914).ShouldBe("−0.91");
        Numbers.Percent(0.9757).ShouldBe("97.6 %");
    }
}
