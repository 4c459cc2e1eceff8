namespace Weir.Studies.Tests.Statistics;

public class IntervalTests
{
    [Fact]
    public void A_mean_has_the_interval_of_a_t_test_table()
    {
        // t(0.975; 4) = 2.776445, the standard deviation is √2.5.
        Interval interval = StudentInterval.Of([1, 2, 3, 4, 5])!.Value;
        interval.Estimate.ShouldBe(3);
        interval.HalfWidth.ShouldBe(2.776445 * Math.Sqrt(2.5 / 5), 1e-5);
        // t(0.995; 4) = 4.604095.
        StudentInterval.Of([1, 2, 3, 4, 5], 0.99)!.Value.HalfWidth.ShouldBe(4.604095 * Math.Sqrt(2.5 / 5), 1e-5);
    }

    [Fact]
    public void Two_values_have_a_wide_interval_and_one_has_none()
    {
        // t(0.975; 1) = 12.706205.
        StudentInterval.Of([0, 1])!.Value.HalfWidth.ShouldBe(12.706205 * 0.5, 1e-4);
        StudentInterval.Of([7]).ShouldBeNull();
        StudentInterval.Of([]).ShouldBeNull();
    }

    [Fact]
    public void Values_that_agree_leave_no_doubt() => StudentInterval.Of([0.5, 0.5, 0.5]).ShouldBe(new Interval(0.5, 0.5, 0.5));

    [Fact]
    public void An_error_that_values_have_in_common_stays_however_many_agree()
    {
        // t(0.99; 49) = 2.404892; t(0.99; 2) = 6.964557; t(0.99; 4) = 3.746947.
        double shared = StudentInterval.Reach(error: 0.1, 0.98, freedom: 49);
        shared.ShouldBe(0.2404892, 1e-6);
        StudentInterval.Of([0.5, 0.5, 0.5], 0.98, shared)!.Value.HalfWidth.ShouldBe(shared, 1e-12);
        double own = 6.964557 * Math.Sqrt(0.01 / 3);
        StudentInterval.Of([0.4, 0.5, 0.6], 0.98, shared)!.Value.HalfWidth.ShouldBe(Math.Sqrt((own * own) + (shared * shared)), 1e-5);
        // Five of them with the same spread.
        double more = 3.746947 * Math.Sqrt(0.01 / 5);
        StudentInterval.Of([0.4, 0.5, 0.6], 0.98, shared: 0, count: 5)!.Value.HalfWidth.ShouldBe(more, 1e-5);
    }

    [Theory]
    // By hand from (p + z²/2n ± z√(p(1−p)/n + z²/4n²))/(1 + z²/n) with z = 1.959964.
    [InlineData(3, 5, 0.230724, 0.882379)]
    [InlineData(0, 5, 0, 0.434482)]
    [InlineData(5, 5, 0.565518, 1)]
    [InlineData(1, 10, 0.017876, 0.404150)]
    public void A_share_has_the_interval_of_its_score(int successes, int count, double low, double high)
    {
        Interval interval = WilsonInterval.Of(successes, count);
        interval.Estimate.ShouldBe((double)successes / count);
        interval.Low.ShouldBe(low, 1e-5);
        interval.High.ShouldBe(high, 1e-5);
    }
}
