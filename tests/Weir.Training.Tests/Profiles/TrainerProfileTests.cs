using Weir.Flow;

namespace Weir.Training.Tests.Profiles;

public sealed class TrainerProfileTests
{
    private static readonly ProfileOptions s_short = new() { WarmUp = 0, Seconds = 0.001 };

    [Fact]
    public void A_profile_has_the_layers_of_the_recipe_and_tells_how_often_it_measures()
    {
        using Trainer trainer = Trainer.Start(Make.Small(more: "flow: {every: 4}"),
            new TrainerOptions { Threads = 1, Time = new SteppingClock(TimeSpan.FromMicroseconds(1)) });
        RunProfile profile = trainer.Profile(s_short);
        profile.Steps.Layers.Select(layer => layer.Kind).ShouldBe(["linear+tanh", "linear+tanh", "linear", "batch, loss"]);
        profile.Steps.Layers.Select(layer => layer.MultiplyAdds).ShouldBe([9 * 2 * 12, 9 * 12 * 12, 9 * 12 * 2, 0]);
        profile.SampledShare.ShouldBe(0.25, 0.02);
        profile.Peak.ShouldNotBeNull();
        profile.MeasuringCost.ShouldNotBeNull();
        // On a clock that moves whenever it is asked, a step is as long as it has turns.
        profile.Steps.Step.ShouldBe(profile.Steps.Total, 1e-9);
    }

    [Fact]
    public void Without_the_flow_nothing_is_measured_in_a_run()
    {
        using Trainer trainer = Trainer.Start(Make.Small(more: "flow: off"), new TrainerOptions { Threads = 1 });
        trainer.Profile(s_short).SampledShare.ShouldBe(0);
    }

    [Fact]
    public void Profiled_steps_are_real_ones_so_that_the_trainer_does_not_run_afterwards()
    {
        using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { Threads = 1 });
        trainer.Profile(s_short);
        Should.Throw<InvalidOperationException>(() => trainer.Run()).Message.ShouldContain("runs once");
        Should.Throw<InvalidOperationException>(() => trainer.Profile(s_short)).Message.ShouldContain("start another");
    }

    [Fact]
    public void A_profile_that_is_asked_to_stop_stops()
    {
        using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { Threads = 1 });
        Should.Throw<OperationCanceledException>(() =>
            trainer.Profile(new ProfileOptions { Seconds = 3600 }, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(-1, 1, "warm-up")]
    [InlineData(1, 0, "more than 0 seconds")]
    [InlineData(1, double.NaN, "more than 0 seconds")]
    public void Durations_are_checked(double warmUp, double seconds, string message) =>
        Should.Throw<ArgumentException>(() => new ProfileOptions { WarmUp = warmUp, Seconds = seconds }.Check())
            .Message.ShouldContain(message);

    [Fact]
    public void The_limit_is_the_step_with_its_products_at_the_peak()
    {
        LayerProfile product = new("1", "linear", 4, 0, 6, 1, 0.5, 100, PassesOn: false, HasWeights: true),
            other = new("2", "relu", 3, 2, 0, 0, 0, 0, PassesOn: true, HasWeights: false);
        RunProfile profile = new(new StepProfile([product, other], 16, 20), Peak: 80, SampledShare: 0.1);
        product.Rate(StepPhase.Forward).ShouldBe(50);
        product.Rate(StepPhase.BackwardData).ShouldBeNull();
        profile.Steps.ProductSeconds.ShouldBe(10);
        profile.Steps.ProductOperations.ShouldBe(400);
        profile.ProductShare.ShouldBe(10.0 / 16);
        profile.ProductEfficiency!.Value.ShouldBe(0.5, 1e-12);
        profile.Limit.ShouldBe(6 + 5);
        profile.MeasuringCost!.Value.ShouldBe(0.25, 1e-12);
    }
}
