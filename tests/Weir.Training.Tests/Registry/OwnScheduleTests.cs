using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Tests.Registry;

/// <summary>A schedule from outside the library that goes by a metric is told of it, and its memory is part of a checkpoint.</summary>
public sealed class OwnScheduleTests
{
    private static readonly RecipeRegistry s_registry = RecipeRegistry.BuiltIn.With(new CoolingRecipe());

    private static Recipe Cooling => RecipeReader.Parse("""
        name: cooling
        data: {source: spirals, training: 128}
        model: [{linear: 8, activation: tanh}, linear: outputs]
        optimizer: {sgd: {rate: 0.1}}
        schedule: {cooling: {by: 0.5, warm-up: 3 steps}}
        epochs: 6
        batch: 16
        flow: {every: 1}
        """, "cooling.yaml", s_registry);

    [Fact]
    public void It_is_told_of_its_metric_at_the_end_of_each_epoch_also_behind_a_warm_up()
    {
        using TemporaryFolder folder = new();
        Witness witness = new();
        Train(folder, Cooling, witness);
        Dictionary<long, double> rates = witness.Samples.ToDictionary(sample => sample.Step, sample => sample.Rate);
        // It rises for three steps; the loss of each epoch of 8 steps is below 10, so that the rate halves behind every one.
        rates[1].ShouldBe(0.1 / 3, 1e-12);
        rates[8].ShouldBe(0.1, 1e-12);
        rates[9].ShouldBe(0.05, 1e-12);
        rates[17].ShouldBe(0.025, 1e-12);
        rates[48].ShouldBe(0.1 / 32, 1e-12);
    }

    [Fact]
    public void A_run_that_is_stopped_goes_on_with_what_it_remembers()
    {
        using TemporaryFolder folder = new();
        float[] whole = Train(folder, Cooling, new Witness());
        Recipe half = Cooling with { Name = "half" };
        using (Trainer trainer = Trainer.Start(half, Options(folder)))
        {
            using CancellationTokenSource stop = new();
            trainer.Run(new Witness { AtEpoch = metrics => Stop(metrics.Epoch == 3, stop) }, stop.Token);
        }

        using Trainer resumed = Trainer.Resume(Path.Combine(folder.Root, "half"), Options(folder));
        resumed.Run().Last!.Epoch.ShouldBe(6);
        Make.Weights(resumed).ShouldBe(whole);
    }

    [Fact]
    public void A_state_that_it_cannot_have_come_to_is_refused_by_its_own_words()
    {
        Schedule schedule = new WarmUp(new Cooling(0.1, 0.5), 3);
        schedule.Adaptive!.Fault([-1], 2).ShouldBe("cooling has halved -1 times in 2 epochs");
        schedule.Adaptive.Fault([2], 2).ShouldBeNull();
        new CosineSchedule(0.1, 10).Adaptive.ShouldBeNull();
    }

    private static TrainerOptions Options(TemporaryFolder folder) =>
        new() { RunsDirectory = folder.Root, Threads = 1, Registry = s_registry };

    private static float[] Train(TemporaryFolder folder, Recipe recipe, Witness witness)
    {
        using Trainer trainer = Trainer.Start(recipe, Options(folder));
        trainer.Run(witness);
        return Make.Weights(trainer);
    }

    private static void Stop(bool now, CancellationTokenSource stop)
    {
        if (now)
            stop.Cancel();
    }
}

/// <summary>Takes the rate times a factor behind each epoch whose loss is below 10.</summary>
internal sealed record CoolingRecipe : ScheduleRecipe
{
    [Option("What the rate is taken times.", Least = 0, Most = 1)]
    public double By { get; init; } = 0.5;

    public override string Name => "cooling";

    public override Monitor? Metric => Monitor.TrainingLoss;

    protected override Schedule Shape(double rate, RunSpan span, long steps) => new Cooling(rate, By);
}

internal sealed class Cooling(double rate, double by) : AdaptiveSchedule(rate)
{
    private int _times;

    public override IReadOnlyList<double> State
    {
        get => [_times];
        set => _times = (int)value[0];
    }

    public override double RateAt(long step) => Rate * Math.Pow(by, _times);

    public override void Observe(double metric) => _times += metric < 10 ? 1 : 0;

    public override string? Fault(IReadOnlyList<double> state, int epochs) =>
        state is [>= 0] && state[0] <= epochs ? null : $"cooling has halved {state[0]} times in {epochs} epochs";
}
