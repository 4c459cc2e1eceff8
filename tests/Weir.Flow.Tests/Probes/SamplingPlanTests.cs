namespace Weir.Flow.Tests.Probes;

public sealed class SamplingPlanTests
{
    [Fact]
    public void The_first_steps_are_all_sampled() =>
        Sampled(new FlowOptions(), 32).ShouldBe(Enumerable.Range(1, 32).Select(i => (long)i));

    [Fact]
    public void Later_gaps_are_in_proportion_to_the_step_and_every_fifth_is_1()
    {
        long[] sampled = Sampled(new FlowOptions(), 20_000);
        int ones = 0;
        for (int i = 32; i < sampled.Length; i++)
        {
            long gap = sampled[i] - sampled[i - 1];
            if ((i - 32) % 5 == 3)
            {
                gap.ShouldBe(1);
                ones++;
            }
            else
            {
                gap.ShouldBe(Math.Min(1000, sampled[i - 1] / 16));
            }
        }

        ones.ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Gaps_end_at_the_largest()
    {
        long[] gaps = Gaps(new FlowOptions { LargestGap = 50 }, 10_000);
        gaps.Max().ShouldBe(50);
        gaps.TakeLast(20).Distinct().Order().ShouldBe([1, 50]);
    }

    [Fact]
    public void Every_so_many_steps()
    {
        Sampled(new FlowOptions { Every = 1 }, 10).Length.ShouldBe(10);
        Sampled(new FlowOptions { Every = 7 }, 30).ShouldBe([1, 8, 15, 22, 29]);
    }

    [Theory]
    [InlineData(2_000, 118)]
    [InlineData(500_000, 766)]
    public void The_number_of_samples_of_a_short_and_a_long_run(int steps, int samples) =>
        Sampled(new FlowOptions(), steps).Length.ShouldBe(samples);

    [Fact]
    public void A_plan_that_starts_late_samples_the_same_steps()
    {
        SamplingPlan late = new(new FlowOptions());
        Enumerable.Range(900, 1100).Select(i => (long)i).Where(late.IsSampled)
            .ShouldBe(Sampled(new FlowOptions(), 1999).Where(step => step >= 900));
    }

    [Fact]
    public void Options_below_1_are_refused()
    {
        FlowOptions[] bad =
        [
            new() { Every = 0 }, new() { Dense = 0 }, new() { Density = 0 }, new() { LargestGap = 0 }, new() { DeadWindow = 0 },
                new() { CosineEntries = 0 },
        ];
        foreach (FlowOptions options in bad)
            Should.Throw<ArgumentOutOfRangeException>(options.Check, options.ToString());
        new FlowOptions { Every = 1, Dense = 1, Density = 1, LargestGap = 1, DeadWindow = 1, CosineEntries = 1 }.Check();
    }

    private static long[] Sampled(FlowOptions options, int steps)
    {
        SamplingPlan plan = new(options);
        return [.. Enumerable.Range(1, steps).Select(i => (long)i).Where(plan.IsSampled)];
    }

    private static long[] Gaps(FlowOptions options, int steps)
    {
        long[] sampled = Sampled(options, steps);
        return [.. sampled.Skip(1).Zip(sampled, (later, earlier) => later - earlier)];
    }
}
