namespace Weir.Zoo.Tests;

public class WilsonIntervalTests
{
    // The roots of (p − share)² = 1.959964²·p·(1 − p)/of, found in Python.
    [Theory]
    [InlineData(0, 30, 0, 0.113513)]
    [InlineData(1, 30, 0.005909, 0.166704)]
    [InlineData(5, 10, 0.236593, 0.763407)]
    [InlineData(30, 30, 0.886487, 1)]
    public void It_is_that_of_the_formula(int count, int of, double low, double high)
    {
        WilsonInterval interval = WilsonInterval.Of(count, of);
        interval.Low.ShouldBe(low, 2e-6);
        interval.High.ShouldBe(high, 2e-6);
    }

    [Fact]
    public void Nothing_counted_says_nothing() => WilsonInterval.Of(0, 0).ShouldBe(new WilsonInterval(0, 1));
}
