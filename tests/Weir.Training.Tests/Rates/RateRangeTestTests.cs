using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

public class RateRangeTestTests
{
    [Fact]
    public void A_network_gets_a_rate_that_trains_it_and_is_back_bit_for_bit()
    {
        Recipe recipe = Make.Small("{rate: 0.123, momentum: 0.5}");
        using Trainer tested = Trainer.Start(recipe, new TrainerOptions { Threads = 1 }),
            other = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
        float[] before = Make.Weights(tested);
        int told = 0;
        RateRangeResult result = tested.TestRates(new RateRangeOptions { Low = 1e-5, High = 100 }, _ => told++);
        Make.Weights(tested).ShouldBe(before);
        told.ShouldBe(result.Points.Count);
        result.Suggested.ShouldNotBeNull(result.Reason).ShouldBeInRange(0.01, 3);
        result.Suggested!.Value.ShouldBeLessThan(result.Diverged ?? double.PositiveInfinity);
        tested.Run();
        other.Run();
        Make.Weights(tested).ShouldBe(Make.Weights(other));
        Should.Throw<InvalidOperationException>(() => tested.TestRates());
    }

    [Fact]
    public void Running_statistics_are_put_back_and_masks_are_drawn()
    {
        Recipe recipe = Make.Normalized();
        using Trainer tested = Trainer.Start(recipe, new TrainerOptions { Threads = 1 }),
            other = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
        tested.TestRates(new RateRangeOptions { Low = 1e-5, High = 1, Steps = 20 }).Points.Count.ShouldBe(20);
        Make.Buffers(tested).ShouldBe(Make.Buffers(other));
        tested.Run();
        other.Run();
        Make.Buffers(tested).ShouldBe(Make.Buffers(other));
        Make.Weights(tested).ShouldBe(Make.Weights(other));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    public void The_steepest_fall_is_found_and_a_spike_is_no_fall(int spike)
    {
        // The loss is 2 up to 1e-3, falls by a logistic curve around 1e-2 and runs away from 1 on.
        RateRangeResult result = Result(rate =>
        {
            double fall = 2 - (1.5 / (1 + Math.Exp(-4 * (Math.Log10(rate) + 2))));
            return rate > 1 ? fall + Math.Pow(rate, 3) : fall;
        }, spike);
        result.Steepest.ShouldNotBeNull(result.Reason).ShouldBeInRange(5e-3, 2e-2);
        result.Suggested.ShouldNotBeNull().ShouldBeInRange(5e-3, 2e-2);
        result.Diverged.ShouldNotBeNull().ShouldBeInRange(1, 5);
        // A logistic curve falls half as fast as at its middle 0.44 decades from it.
        result.Interval!.Value.Low.ShouldBeInRange(2e-3, 6e-3);
        result.Interval!.Value.High.ShouldBeInRange(1.6e-2, 5e-2);
        result.Reason.ShouldContain("falls fastest");
    }

    /// <summary>Where the loss falls within a step the interval was of one rate alone.</summary>
    [Fact]
    public void An_interval_is_never_narrower_than_the_rates_lie_apart()
    {
        RateRangeResult result = Result(rate => rate < 1e-2 ? 2e6 : rate > 1 ? 1e7 * rate : 1e6);
        (double low, double high) = result.Interval!.Value;
        low.ShouldBeLessThan(0.9 * result.Suggested!.Value);
        high.ShouldBeGreaterThanOrEqualTo(result.Suggested!.Value);
    }

    [Fact]
    public void A_loss_that_never_falls_suggests_nothing_and_says_so()
    {
        RateRangeResult result = Result(_ => 2.3);
        result.Suggested.ShouldBeNull();
        result.Reason.ShouldContain("never fell");
        result.Interval.ShouldBeNull();
        RateRangeResult early = Result(rate => rate > 2e-7 ? double.NaN : 2.3);
        early.Suggested.ShouldBeNull();
        early.Reason.ShouldContain("begin lower");
    }

    [Fact]
    public void Everything_is_put_back_even_when_a_step_fails()
    {
        Linear model = new(3, 2);
        model.Initialize(1);
        Adam optimizer = new(model, new ReferenceBackend());
        float[] before = [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
        int steps = 0;
        Should.Throw<InvalidOperationException>(() => new RateRangeTest().Run(optimizer, () =>
        {
            model.Parameters[0].Set(new float[6]);
            optimizer.State.First().Value.CopyFrom([1, 1, 1, 1, 1, 1]);
            return ++steps == 5 ? throw new InvalidOperationException("no") : 1;
        }));
        model.Parameters.SelectMany(parameter => parameter.Value.ToArray()).ShouldBe(before);
        optimizer.State.First().Value.ToArray().ShouldAllBe(value => value == 0);
        optimizer.Rate.ShouldBe(0.001);
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => new RateRangeTest(new RateRangeOptions { Low = 1, High = 1 }));
        Should.Throw<ArgumentException>(() => new RateRangeTest(new RateRangeOptions { Steps = 9 }));
    }

    private static RateRangeResult Result(Func<double, double> loss, int spike = -1)
    {
        Linear model = new(1, 1);
        model.Initialize(1);
        Sgd optimizer = new(model, new ReferenceBackend(), new SgdOptions { Rate = 0.1 });
        int step = 0;
        return new RateRangeTest().Run(optimizer, () => loss(optimizer.Rate) + (step++ == spike ? 30 : 0));
    }
}
