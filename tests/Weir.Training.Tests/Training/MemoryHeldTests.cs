using Weir.Flow;

namespace Weir.Training.Tests.Training;

/// <summary>A plan leaves nothing of weight out: what a run holds as a whole is what was planned as a whole.</summary>
[Collection(nameof(ProcessWide))]
public sealed class MemoryHeldTests
{
    /// <summary>How far what is held may be from the plan: the program itself takes some megabytes more.</summary>
    private const double Factor = 1.1;

    [Theory]
    [InlineData("optimizer: {sgd: {rate: 0.1}}", 1)]
    [InlineData("optimizer: {adam: {rate: 0.001}}\ngradient: [{clip-norm: 1}]\naverage: on", 5)]
    [InlineData("optimizer: {lamb: {rate: 0.001}}", 4)]
    public void A_run_holds_what_was_planned(string optimizer, int copies)
    {
        // Nine million weights.
        Recipe recipe = Wide(optimizer);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        long held = GC.GetTotalMemory(forceFullCollection: true) - before, planned = trainer.Info.Memory.Total;
        planned.ShouldBeGreaterThan(copies * 9_000_000L * sizeof(float));
        ((double)held).ShouldBeInRange(planned / Factor, planned * Factor);
    }

    [Theory]
    [InlineData("gradient-penalty: on", 4)]
    [InlineData("gradient-penalty: on\naccumulate: 2", 5)]
    public void What_steps_alone_keep_is_planned_too(string part, int copies)
    {
        Recipe recipe = Wide("optimizer: {sgd: {rate: 0.1}}\n" + part);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Threads = 1 });
        Scales scales = new();
        trainer.Run(scales).Status.ShouldBe(TrainingStatus.Finished);
        long held = scales.Held - before, planned = trainer.Info.Memory.Total;
        planned.ShouldBeGreaterThan(copies * 9_000_000L * sizeof(float));
        ((double)held).ShouldBeInRange(planned / Factor, planned * Factor);
    }

    private static Recipe Wide(string more) => RecipeReader.Parse($$"""
        name: held
        data: {source: spirals, training: 60, validation: 30, test: 0}
        model: [{linear: 3000, activation: relu, repeat: 2}, linear: outputs]
        {{more.ReplaceLineEndings("\n")}}
        batch: 30
        epochs: 1
        """);

    /// <summary>Weighs what is held at the end of an epoch, while the run goes on.</summary>
    private sealed class Scales : ITrainingObserver
    {
        public long Held { get; private set; }

        public void OnStart(RunInfo info)
        {
        }

        public void OnProgress(StepProgress progress)
        {
        }

        public void OnSample(FlowSample sample)
        {
        }

        public void OnEnd(TrainingResult result)
        {
        }

        public void OnEpoch(EpochMetrics metrics) => Held = GC.GetTotalMemory(forceFullCollection: true);
    }
}
