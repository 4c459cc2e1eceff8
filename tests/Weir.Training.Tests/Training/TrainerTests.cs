using Weir.Data;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests;

public class TrainerTests
{
    [Fact]
    public void A_small_network_learns_the_digits()
    {
        Recipe recipe = RecipeReader.Parse("""
            data: {source: digits, training: 4000, validation: 1000, test: 500}
            model:
              - {linear: 64, activation: relu}
              - linear: outputs
            optimizer: {sgd: {rate: 0.1, momentum: 0.9}}
            epochs: 4
            """);
        using Trainer trainer = Trainer.Start(recipe);
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.Finished);
        result.Steps.ShouldBe(4 * 125);
        result.Last!.ValidationAccuracy!.Value.ShouldBeGreaterThan(0.9);
        result.Last.TrainingAccuracy!.Value.ShouldBeGreaterThan(0.9);
        result.Test!.Accuracy!.Value.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Values_are_learnt_and_scored_by_their_variance()
    {
        Recipe recipe = RecipeReader.Parse("""
            data: {source: friedman, noise: 0, standardize: per-feature}
            model:
              - {linear: 32, activation: tanh}
              - linear: outputs
            loss: mean-squared-error
            optimizer: {sgd: {rate: 0.02, momentum: 0.9}}
            epochs: 30
            """);
        using Trainer trainer = Trainer.Start(recipe);
        trainer.Info.Classification.ShouldBeFalse();
        trainer.Info.Outputs.ShouldBe(1);
        TrainingResult result = trainer.Run();
        result.Last!.ValidationR2!.Value.ShouldBeGreaterThan(0.9);
        result.Last.ValidationAccuracy.ShouldBeNull();
        result.Test!.R2!.Value.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void The_info_says_what_will_be_trained_before_the_first_step()
    {
        using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { Backend = new ReferenceBackend() });
        RunInfo info = trainer.Info;
        (info.Name, info.Parameters, info.Batch, info.Epochs, info.TotalSteps, info.StepsPerEpoch)
            .ShouldBe(("small", (2 * 12) + 12 + (12 * 12) + 12 + (12 * 2) + 2, 9, 6, 42, 7));
        (info.TrainingSamples, info.ValidationSamples, info.TestSamples, info.Outputs, info.Threads).ShouldBe((60, 20, 20, 2, 1));
        info.Flow!.Layers.Select(layer => layer.Kind).ShouldBe(["linear+tanh", "linear+tanh", "linear"]);
        info.Flow.Batch.ShouldBe(9);
        info.Directory.ShouldBeNull();
    }

    [Fact]
    public void The_observer_is_told_in_order_and_of_progress_only_now_and_then()
    {
        Witness witness = new();
        using Trainer trainer = Trainer.Start(Make.Small(budget: "epochs: 2"),
            new TrainerOptions { Time = new SteppingClock(TimeSpan.FromMilliseconds(10)) });
        TrainingResult result = trainer.Run(witness);
        witness.Calls.ShouldBe(["start", "epoch 1", "epoch 2", "end Finished"]);
        witness.Epochs.Select(metrics => metrics.Step).ShouldBe([7, 14]);
        witness.Samples.Select(sample => sample.Step).ShouldBe(Enumerable.Range(1, 14).Select(step => (long)step));
        witness.Progress.Count.ShouldBeInRange(2, 8);
        StepProgress last = witness.Progress[^1];
        (last.Step, last.TotalSteps, last.Epoch, last.Epochs, last.Rate).ShouldBe((14, 14, 2, 2, 0.1));
        last.Left.ShouldBe(TimeSpan.Zero);
        last.StepsPerSecond.ShouldBeGreaterThan(0);
        result.StepsPerSecond.ShouldBeInRange(1, 100);
    }

    [Fact]
    public void A_budget_in_steps_ends_in_the_middle_of_an_epoch_with_its_metrics()
    {
        Witness witness = new();
        using Trainer trainer = Trainer.Start(Make.Small(budget: "steps: 10"));
        trainer.Info.Epochs.ShouldBe(2);
        trainer.Run(witness).Steps.ShouldBe(10);
        witness.Epochs.Select(metrics => (metrics.Epoch, metrics.Step)).ShouldBe([(1, 7L), (2, 10L)]);
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    public void A_last_batch_that_is_not_full_can_be_left_out(int accumulate, int stepsPerEpoch)
    {
        Witness witness = new();
        Recipe recipe = Make.Small(budget: "epochs: 3", more: $"drop-last: true\naccumulate: {accumulate}");
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        using Trainer trainer = Trainer.Start(recipe);
        trainer.Info.StepsPerEpoch.ShouldBe(stepsPerEpoch);
        trainer.Run(witness).Steps.ShouldBe(3 * stepsPerEpoch);
        witness.Epochs.Select(metrics => metrics.Step).ShouldBe([stepsPerEpoch, 2 * stepsPerEpoch, 3 * stepsPerEpoch]);
        // 54 of the 60 samples are seen, so the share that was right is a number of 54ths.
        double right = witness.Epochs[0].TrainingAccuracy!.Value * 54;
        right.ShouldBe(Math.Round(right), 1e-9);
    }

    [Fact]
    public void Leaving_out_the_only_batch_is_refused_before_the_first_step() =>
        Should.Throw<RecipeException>(() => Trainer.Start(Make.Small(more: "drop-last: true") with { Batch = 61 }))
            .Message.ShouldContain("the 60 samples of the training part do not fill one batch of 61");

    [Fact]
    public void The_same_seed_gives_the_same_weights_however_batches_are_prepared_and_another_seed_others()
    {
        float[] Run(long seed, bool ahead)
        {
            using Trainer trainer = Trainer.Start(Make.Small() with { Seed = seed },
                new TrainerOptions { Threads = 1, AheadBatches = ahead });
            trainer.Run();
            return Make.Weights(trainer);
        }

        float[] first = Run(1, ahead: false);
        Run(1, ahead: true).ShouldBe(first);
        Run(2, ahead: false).ShouldNotBe(first);
    }

    [Fact]
    public void Measuring_does_not_move_a_bit()
    {
        float[] Run(bool measuring)
        {
            using Trainer trainer = Trainer.Start(Make.Small("{rate: 0.1, momentum: 0.9}", more: "flow: {every: 1}"),
                new TrainerOptions { Threads = 1, Measuring = measuring });
            trainer.Run();
            return Make.Weights(trainer);
        }

        Run(true).ShouldBe(Run(false));
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_at_once_with_everything_kept()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = RecipeReader.Parse("""
            name: explodes
            data: {source: friedman}
            model: [{linear: 8}, {linear: outputs}]
            loss: mean-squared-error
            optimizer: {sgd: {rate: 10}}
            """);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root });
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.NonFinite);
        result.Message!.ShouldStartWith($"the loss of step {result.Steps + 1} is ");
        result.Steps.ShouldBeInRange(1, 100);
        RunRecord record = RunDirectory.ReadRecord(folder.File("explodes"))!;
        record.Status.ShouldBe("nonFinite");
        record.Reason.ShouldBe(result.Message);
        Weir.Flow.TraceReader.Read(folder.File("explodes/flow.jsonl")).Samples.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_ends_the_run_with_a_clear_message_and_what_was_written_is_kept()
    {
        using TemporaryFolder folder = new();
        using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root });
        Directory.CreateDirectory(folder.File("small/checkpoints/step-000000014.safetensors.tmp"));
        Witness witness = new();
        TrainingResult result = trainer.Run(witness);
        result.Status.ShouldBe(TrainingStatus.Failed);
        result.Message!.ShouldContain("step-000000014.safetensors: the checkpoint cannot be written");
        result.Message!.ShouldContain("What was written before is kept");
        witness.Calls[^1].ShouldBe("end Failed");
        RunDirectory.ReadRecord(folder.File("small"))!.Status.ShouldBe("failed");
        using Trainer rest = Trainer.Resume(folder.File("small"));
        rest.Info.ResumedAt.ShouldBe(7);
    }

    [Fact]
    public void Metrics_and_flow_that_can_not_be_written_end_the_run_too()
    {
        foreach (string name in (string[])["metrics.jsonl", "flow.jsonl"])
        {
            using TemporaryFolder folder = new();
            using Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root });
            File.CreateSymbolicLink(folder.File("small/" + name), "/dev/full");
            TrainingResult result = trainer.Run();
            result.Status.ShouldBe(TrainingStatus.Failed);
            result.Message!.ShouldContain($"{name}: it cannot be written");
        }
    }

    [Fact]
    public void A_loss_on_classes_refuses_values_before_the_first_step()
    {
        Recipe recipe = Make.Small() with { Data = new DataRecipe { Source = "friedman" } };
        Should.Throw<RecipeException>(() => Trainer.Start(recipe))
            .Message.ShouldContain("cross-entropy tells classes apart, but the targets of friedman training are values");
        Should.Throw<RecipeException>(() => Trainer.Start(recipe with { Loss = new Choice("sigmoid-cross-entropy") }))
            .Message.ShouldContain("needs targets from 0 to 1");
    }

    [Theory]
    [InlineData("loss: cross-entropy", "a.yaml:4:1: loss: ")]
    [InlineData("class-weights: balanced\nloss: mean-squared-error", "a.yaml:4:1: class-weights: ")]
    [InlineData("drop-last: true\nbatch: 500\nloss: mean-squared-error", "a.yaml:4:1: drop-last: ")]
    [InlineData("flow: off", "a.yaml:1:1: loss: ")]
    public void What_does_not_fit_the_data_is_told_at_the_line_of_its_key(string keys, string place)
    {
        Recipe recipe = RecipeReader.Parse("data: {source: friedman, training: 60, validation: 0, test: 0}\nmodel: [linear: outputs]\n"
            + $"optimizer: {{sgd: {{rate: 0.1}}}}\n{keys}\n", "a.yaml");
        Should.Throw<RecipeException>(() => Trainer.Start(recipe)).Message.ShouldStartWith(place);
        Should.Throw<DataException>(() => Trainer.Start(recipe with { Data = new DataRecipe { Source = "mnist" } },
            new TrainerOptions { DataDirectory = "/nowhere" })).Message.ShouldContain("/nowhere");
    }

    [Fact]
    public async Task A_trainer_that_is_disposed_while_it_runs_stops_in_order_and_can_be_resumed()
    {
        using TemporaryFolder folder = new();
        using ManualResetEventSlim begun = new();
        Trainer trainer = Trainer.Start(Make.Small(budget: "epochs: 100000"),
            new TrainerOptions { RunsDirectory = folder.Root, Threads = 1 });
        Task<TrainingResult> run = Task.Run(() => trainer.Run(new Witness { AtEpoch = _ => begun.Set() }));
        begun.Wait();
        trainer.Dispose();
        (await run).Status.ShouldBe(TrainingStatus.Interrupted);
        RunDirectory.ReadRecord(folder.File("small"))!.Status.ShouldBe("interrupted");
        Should.Throw<ObjectDisposedException>(() => trainer.Run());
        using Trainer rest = Trainer.Resume(folder.File("small"));
        rest.Info.ResumedAt.ShouldBeGreaterThan(0);

        // An observer may dispose it as well.
        using TemporaryFolder other = new();
        Trainer own = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = other.Root, Threads = 1 });
        own.Run(new Witness { AtEpoch = _ => own.Dispose() }).Status.ShouldBe(TrainingStatus.Interrupted);
    }

    [Fact]
    public void A_trainer_runs_once()
    {
        using Trainer trainer = Trainer.Start(Make.Small(budget: "steps: 1"));
        trainer.Run();
        Should.Throw<InvalidOperationException>(() => trainer.Run());
    }

    [Fact]
    public void A_steady_step_allocates_next_to_nothing()
    {
        long Allocated(int steps)
        {
            using Trainer trainer = Trainer.Start(Make.Small(budget: $"steps: {steps}",
                more: "flow: off") with
            {
                Data = new DataRecipe
                {
                    Source = "spirals",
                    Request =
                new DataRequest { TrainingCount = 90_000, ValidationCount = 0, TestCount = 0 }
                }
            }, new TrainerOptions { Threads = 1 });
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Run();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(100);
        long few = Allocated(1000), many = Allocated(5000);
        ((many - few) / 4000.0).ShouldBeLessThan(200);
    }
}
