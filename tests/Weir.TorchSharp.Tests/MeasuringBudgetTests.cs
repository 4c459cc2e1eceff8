using Weir.Flow;

namespace Weir.TorchSharp.Tests;

public sealed class MeasuringBudgetTests
{
    [Fact]
    public void Measuring_that_takes_nothing_follows_the_plan() =>
        Sampled(cost: 0).Steps.ShouldBe(SamplingPlan.StepsOf(new FlowOptions()).TakeWhile(step => step <= 2000));

    [Fact]
    public void A_clock_that_stands_still_owes_nothing() =>
        Sampled(cost: 0, milliseconds: 0).Steps.ShouldBe(SamplingPlan.StepsOf(new FlowOptions()).TakeWhile(step => step <= 2000));

    [Fact]
    public void What_takes_more_than_its_share_is_measured_more_seldom()
    {
        (List<long> steps, double share) = Sampled(cost: 0.8);
        share.ShouldBeInRange(0.017, 0.021);
        steps.Count.ShouldBeLessThan(60);
    }

    [Fact]
    public void A_few_steps_are_measured_whatever_it_takes()
    {
        (List<long> steps, _) = Sampled(cost: 100);
        steps.Take(20).ShouldBe(Enumerable.Range(1, 20).Select(step => (long)step));
        steps.Count.ShouldBe(45);
        steps.Skip(19).Zip(steps.Skip(20)).ShouldAllBe(pair => pair.Second - pair.First <= pair.First / 4);
        // Some in a row, whose gradients are compared.
        steps.Skip(20).Zip(steps.Skip(21)).Count(pair => pair.Second - pair.First == 1).ShouldBeGreaterThanOrEqualTo(4);
    }

    /// <summary>Steps of a millisecond, which measuring makes longer by a multiple.</summary>
    private static (List<long> Steps, double Share) Sampled(double cost, long milliseconds = 1)
    {
        Clock clock = new();
        SamplingPlan plan = new(new FlowOptions());
        MeasuringBudget budget = new(plan, 0.02, clock);
        List<long> steps = [];
        for (int step = 1; step <= 2000; step++)
        {
            clock.Now += 1000 * milliseconds;
            if (!plan.IsSampled(step))
                continue;
            steps.Add(step);
            budget.Spend(() => clock.Now += (long)(1000 * cost));
            budget.Postpone(step);
        }

        return (steps, steps.Count * 1000 * cost / clock.Now);
    }

    /// <summary>A clock of microseconds that somebody sets.</summary>
    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => Now;
    }
}
