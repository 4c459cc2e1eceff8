using Weir.Flow;
using Weir.Training;

namespace Weir.Studies.Tests.Running;

public class RunClockTests
{
    [Fact]
    public void A_long_run_is_reckoned_from_its_beginning()
    {
        Clock time = new();
        RunClock clock = new(time);
        using Trainer trainer = Trainer.Start(RecipeReader.Parse("""
            data: {source: moons, training: 400, validation: 100, test: 50}
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 500
            flow: {every: 10}
            """, "recipe"));
        time.Pass(1);
        clock.OnStart(trainer.Info);
        // The first epoch, of twenty steps: the first of them are slow, for they meet what nobody has touched.
        for (long step = 1; step <= 20; step++)
        {
            time.Pass(step <= 10 ? 0.4 : 0.2);
            if (step % 10 == 1)
            {
                time.Pass(0.3);
                clock.OnSample(Sample(step));
            }

            clock.OnProgress(At(step));
        }

        time.Pass(2);
        clock.OnProgress(At(20));
        clock.OnEpoch(new EpochMetrics { Epoch = 1, Step = 20, TrainingLoss = 1, Seconds = 1 });
        time.Pass(0.5 + 0.2);
        clock.OnProgress(At(21));
        clock.Step!.Value.ShouldBe(0.2, 1e-6);
        // A second before, 10,000 steps with 1,000 samples, the evaluations and checkpoints of 500 epochs, and a test of 50 samples, each
        // of which takes a third of what it takes in a step.
        clock.Whole(10_000, 0.2).TotalSeconds.ShouldBe(1 + 2000 + 300 + 1000 + 250 + (50 * 0.01 / 3), 1e-3);
    }

    /// <summary>A sample behind an epoch counted as a part of its checkpoint, once for every epoch.</summary>
    [Fact]
    public void A_sample_that_is_taken_behind_an_epoch_is_no_checkpoint()
    {
        Clock time = new();
        RunClock clock = new(time);
        using Trainer trainer = Trainer.Start(RecipeReader.Parse("""
            data: {source: moons, training: 400, validation: 0, test: 0}
            model: [linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 500
            flow: {every: 10}
            """, "recipe"));
        clock.OnStart(trainer.Info);
        for (long step = 1; step <= 21; step++)
        {
            time.Pass(0.2);
            if (step is 11 or 21)
            {
                time.Pass(0.3);
                clock.OnSample(Sample(step));
            }

            time.Pass(step == 21 ? 0.5 : 0);
            clock.OnProgress(At(step));
            if (step == 20)
                clock.OnEpoch(new EpochMetrics { Epoch = 1, Step = 20, TrainingLoss = 1, Seconds = 1 });
        }

        // 10,000 steps with 1,000 samples, and 500 checkpoints of half a second.
        clock.Whole(10_000, 0.2).TotalSeconds.ShouldBe(2000 + 300 + 250, 1);
    }

    private static FlowSample Sample(long step) => new()
    {
        Step = step,
        Loss = 1,
        Rate = 0.1,
        GradientNorm = 1,
        ClippedNorm = 1,
        Layers = [],
        Parameters = [],
    };

    private static StepProgress At(long step) => new(step, 10_000, 1, 500, 1, 1, 0.1, TimeSpan.Zero, null);

    private sealed class Clock : TimeProvider
    {
        private double _seconds;

        public void Pass(double seconds) => _seconds += seconds;

        public override long GetTimestamp() => (long)(_seconds * TimestampFrequency);
    }
}
