using Weir.Nn.Tests.Optimizers;

namespace Weir.Nn.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly GoldenSchedules Golden = GoldenOptimizer.Read<GoldenSchedules>("nn-schedules");

    private static readonly Dictionary<string, Schedule> Schedules = new()
    {
        ["constant"] = new ConstantSchedule(0.5),
        ["step"] = new StepSchedule(0.5, 30, 0.3),
        ["multi-step"] = new MultiStepSchedule(0.5, [20, 50, 51], 0.5),
        ["exponential"] = new ExponentialSchedule(0.5, 0.95),
        ["inverse-time"] = new InverseTimeSchedule(0.5, 0.1),
        ["linear"] = new LinearSchedule(0.5, 60, 0.25, 0.75),
        ["polynomial"] = new PolynomialSchedule(0.5, 80, 2),
        ["cosine"] = new CosineSchedule(0.5, 99, 0.01),
        ["cosine-restarts"] = new CosineRestartsSchedule(0.5, 10, 2, 0.01),
        ["one-cycle"] = new OneCycleSchedule(0.5, 101),
        ["warm-up"] = new WarmUp(new StepSchedule(0.5, 40, 0.5), 10),
        ["plateau"] = new ReduceOnPlateau(0.5, new PlateauOptions { Factor = 0.5, Patience = 4, Rest = 3, Least = 0.02, Threshold = 0.01 }),
    };

    public static TheoryData<string> Names => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hundred_rates_are_PyTorchs(string name)
    {
        GoldenSchedule golden = Golden.Cases.Single(c => c.Name == name);
        golden.Rates.Length.ShouldBe(100);
        Schedule schedule = Schedules[name];
        for (int step = 0; step < 100; step++)
        {
            schedule.RateAt(step).ShouldBe(golden.Rates[step], 1e-8 * 0.5, $"{name} at step {step}");
            (schedule as ReduceOnPlateau)?.Observe(golden.Metrics![step]);
        }
    }

    [Fact]
    public void All_but_the_plateau_stay_where_they_end()
    {
        Schedules["linear"].RateAt(10_000).ShouldBe(0.375);
        Schedules["polynomial"].RateAt(10_000).ShouldBe(0);
        Schedules["cosine"].RateAt(10_000).ShouldBe(0.01, 1e-15);
        Schedules["one-cycle"].RateAt(10_000).ShouldBe(0.5 / 25 / 1e4, 1e-15);
    }

    [Fact]
    public void A_warm_up_reaches_the_rate_with_its_last_step()
    {
        WarmUp schedule = new(new ConstantSchedule(2), 4, 0.2);
        Enumerable.Range(0, 6).Select(step => schedule.RateAt(step)).ShouldBe([0.8, 1.2, 1.6, 2, 2, 2], 1e-12);
        new WarmUp(new ConstantSchedule(2), 0).RateAt(0).ShouldBe(2);
    }

    [Fact]
    public void A_plateau_goes_on_from_what_it_remembers()
    {
        ReduceOnPlateau first = new(1, new PlateauOptions { Patience = 1, Larger = true }),
            second = new(1, new PlateauOptions { Patience = 1, Larger = true });
        foreach (double metric in new[] { 0.5, double.NaN, 0.4 })
            first.Observe(metric);
        first.RateAt(0).ShouldBe(0.1);
        first.Observe(0.4);
        second.State = first.State;
        first.Observe(0.3);
        second.Observe(0.3);
        second.State.ShouldBe(first.State);
        second.RateAt(7).ShouldBe(0.01, 1e-15);
    }

    [Fact]
    public void Numbers_outside_their_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => new ConstantSchedule(-1)).Message.ShouldContain("rate");
        Should.Throw<ArgumentException>(() => new StepSchedule(1, 0)).Message.ShouldContain("1 step or more");
        Should.Throw<ArgumentException>(() => new MultiStepSchedule(1, [5, 5])).Message.ShouldContain("rise");
        Should.Throw<ArgumentException>(() => new OneCycleSchedule(1, 10, rise: 1)).Message.ShouldContain("(0, 1)");
        Should.Throw<ArgumentException>(() => new CosineSchedule(1, 10, least: double.NaN)).Message.ShouldContain("least rate");
        Should.Throw<ArgumentException>(() => new ReduceOnPlateau(1, new PlateauOptions { Factor = 1 })).Message.ShouldContain("factor");
    }
}

/// <summary>PyTorch's rates of 100 steps.</summary>
public sealed record GoldenSchedules(GoldenSchedule[] Cases);

/// <summary>One schedule; where it hears of metrics, those.</summary>
public sealed record GoldenSchedule(string Name, double[] Rates, double[]? Metrics);
