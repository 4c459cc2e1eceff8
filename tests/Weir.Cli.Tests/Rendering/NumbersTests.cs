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

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-2.9, "−2.9")]
    [InlineData(-5.2351, "−5.24")]
    [InlineData(0.32749, "0.327")]
    [InlineData(0.00123456, "0.00123")]
    [InlineData(1, "1")]
    [InlineData(9.999, "10")]
    [InlineData(17.16, "17.2")]
    [InlineData(209.14, "209")]
    [InlineData(12345.0, "12,300")]
    [InlineData(0.0005, "5.0e-4")]
    [InlineData(-123456.0, "−1.2e5")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void Measured_values_have_three_digits(double value, string text) => Numbers.Value(value).ShouldBe(text);

    [Theory]
    [InlineData(-3.25, "−3.25")]
    [InlineData(0, "0")]
    [InlineData(178.5, "178.5")]
    public void Numbers_as_they_were_given_have_the_same_minus_as_others(double value, string text) => Numbers.Plain(value).ShouldBe(text);

    [Theory]
    [InlineData(1.26, "1.3")]
    [InlineData(62_345, "62,000")]
    [InlineData(1_234_567, "1,200,000")]
    public void What_is_known_roughly_has_two(double value, string text) => Numbers.About(value).ShouldBe(text);

    [Fact]
    public void Counts_set_thousands_apart_and_know_the_plural()
    {
        Numbers.Of(149_710, "parameter").ShouldBe("149,710 parameters");
        Numbers.Of(1, "thread").ShouldBe("1 thread");
        Numbers.Signed(-0.914).ShouldBe("−0.91");
        Numbers.Percent(0.9757).ShouldBe("97.6 %");
    }
}
