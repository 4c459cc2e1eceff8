using Weir.Flow;

namespace Weir.Training.Tests.Checkpoints;

/// <summary>
/// A checkpoint is written from the numbers where they lie: a run that writes one after each epoch leaves no copies behind.
/// </summary>
public sealed class CheckpointMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_epoch_with_its_checkpoint_takes_a_small_part_of_the_networks_memory()
    {
        // A million weights, with Adam's two numbers each, their average and the best ones.
        Recipe recipe = RecipeReader.Parse("""
            name: wide
            data: {source: spirals, training: 60, validation: 30, test: 0}
            model: [{linear: 1000, activation: relu, repeat: 2}, linear: outputs]
            optimizer: {adam: {rate: 0.001}}
            average: on
            early-stopping: {patience: 20}
            batch: 30
            epochs: 6
            """);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Threads = 1, RunsDirectory = _folder.Root });
        Meter meter = new();
        trainer.Run(meter).Status.ShouldBe(TrainingStatus.Finished);
        meter.Taken.Count.ShouldBe(6);
        // The first epochs make what the others find.
        foreach (long taken in meter.Taken[3..])
            taken.ShouldBeLessThan(1_000_000);
    }

    /// <summary>Counts what the collector is asked for from one epoch's end to the next: a checkpoint lies between.</summary>
    private sealed class Meter : ITrainingObserver
    {
        private long _before;

        public List<long> Taken { get; } = [];

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

        public void OnEpoch(EpochMetrics metrics)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            Taken.Add(now - _before);
            _before = now;
        }
    }
}
