using Weir.Nn;

namespace Weir.Training.Tests;

public class StoppingTests
{
    [Fact]
    public void A_run_that_becomes_no_better_ends_with_the_weights_of_its_best_epoch()
    {
        using TemporaryFolder folder = new();
        // A rate of almost nothing after the second epoch: nothing becomes better by 0.01.
        Recipe recipe = Make.Small("{rate: 0.3}", "epochs: 50",
            "schedule: {multi-step: {at: [2 epochs], factor: 1e-9}}\nearly-stopping: {monitor: training-loss, patience: 2, least: 0.01}");
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root, Threads = 1 });
        Dictionary<int, float[]> weights = [];
        Witness witness = null!;
        witness = new() { AtEpoch = metrics => weights[metrics.Epoch] = Make.Weights(trainer) };
        TrainingResult result = trainer.Run(witness);
        result.Status.ShouldBe(TrainingStatus.Finished);
        result.Steps.ShouldBeLessThan(10 * 7);
        int last = witness.Epochs.Count, best = last - 2;
        result.Message.ShouldNotBeNull().ShouldContain($"of epoch {best} in 2 epochs");
        Make.Weights(trainer).ShouldBe(weights[best]);
        result.Test.ShouldNotBeNull();
        result.Restored.ShouldBe(witness.Epochs[best - 1]);
        result.Last.ShouldBe(witness.Epochs[^1]);

        using Trainer again = Trainer.Resume(folder.File("small"));
        again.Run().Steps.ShouldBe(result.Steps, "a run that was stopped stays so");
        Make.Weights(again).ShouldBe(weights[best]);
    }

    /// <summary>"no better training loss than NaN of epoch 0 in 2 epochs; the weights are those of that epoch".</summary>
    [Fact]
    public void A_run_none_of_whose_epochs_had_a_number_says_that_and_speaks_of_no_best_epoch()
    {
        EarlyStopping stopping = new(new EarlyStoppingRecipe { Monitor = Monitor.TrainingLoss, Patience = 2 }, new Linear(2, 1));
        foreach (int epoch in new[] { 1, 2 })
            stopping.Observe(new EpochMetrics { Epoch = epoch, Step = epoch, TrainingLoss = double.NaN, Seconds = 0 });
        (stopping.IsOver, stopping.Restores).ShouldBe((true, false));
        stopping.Reason.ShouldBe("stopped early: the training loss was no number in 2 epochs");
    }

    [Fact]
    public void The_running_statistics_are_those_of_the_best_epoch_too()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Make.Normalized("{rate: 0.1}", "epochs: 50",
            "schedule: {multi-step: {at: [2 epochs], factor: 1e-9}}\nearly-stopping: {monitor: training-loss, patience: 2, least: 0.2}");
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root, Threads = 1 });
        Dictionary<int, float[]> buffers = [];
        Witness witness = null!;
        witness = new() { AtEpoch = metrics => buffers[metrics.Epoch] = Make.Buffers(trainer) };
        trainer.Run(witness);
        int best = witness.Epochs.Count - 2;
        buffers[best].ShouldNotBe(buffers[best + 2]);
        Make.Buffers(trainer).ShouldBe(buffers[best]);

        using Trainer again = Trainer.Resume(folder.File("small"));
        again.Run();
        Make.Buffers(again).ShouldBe(buffers[best]);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public void A_run_ends_after_as_many_epochs_without_a_better_metric_as_its_patience_says(int patience, int epochs)
    {
        // Nothing changes: the first epoch is the best. The metric is better when larger.
        Recipe recipe = Make.Small("{rate: 1e-9}", "epochs: 30",
            $"early-stopping: {{monitor: validation-accuracy, patience: {patience}, restore: false}}");
        using Trainer trainer = Trainer.Start(recipe);
        trainer.Run().Steps.ShouldBe(epochs * 7);
    }

    [Fact]
    public void A_run_of_60_epochs_that_stops_early_says_of_how_many_steps_it_made_none()
    {
        Recipe recipe = Make.Small("{rate: 1e-9}", "epochs: 60", "early-stopping: {patience: 3, least: 0.01}");
        using Trainer trainer = Trainer.Start(recipe);
        trainer.Info.Epochs.ShouldBe(60);
        trainer.Info.TotalSteps.ShouldBe(60 * 7);
        TrainingResult result = trainer.Run();
        (result.Status, result.Steps).ShouldBe((TrainingStatus.Finished, 4L * 7));
        result.Message.ShouldNotBeNull().ShouldContain("of epoch 1 in 3 epochs");
        result.Restored.ShouldNotBeNull().Epoch.ShouldBe(1);
    }

    [Fact]
    public void A_run_ends_when_its_time_is_up()
    {
        using Trainer trainer = Trainer.Start(Make.Small(budget: "steps: 100000\nminutes: 1"),
            new TrainerOptions { Time = new SteppingClock(TimeSpan.FromSeconds(1)) });
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.Finished);
        result.Steps.ShouldBeLessThan(60);
        result.Message.ShouldNotBeNull().ShouldContain("1 minutes");
    }
}
