using Weir.Data;
using Weir.Flow;

namespace Weir.Training.Tests;

public class NonFiniteTests
{
    // The targets of one sample are far out: the step that meets it moves the weights beyond all bounds.
    private const string Yaml = """
        name: explodes
        data: {source: friedman, training: 60, validation: 20, test: 0, targets: none}
        model: [{linear: 8, activation: relu}, {linear: outputs}]
        loss: mean-squared-error
        optimizer: {sgd: {rate: 0.01}}
        batch: 10
        epochs: 4
        checkpoints: {every-steps: 1}
        """;

    [Fact]
    public void The_last_healthy_checkpoint_stays_and_the_network_is_kept_aside()
    {
        using TemporaryFolder folder = new();
        (Trainer trainer, TrainingResult result) = Explode(folder);
        using (trainer)
        {
            result.Status.ShouldBe(TrainingStatus.NonFinite);
            long failed = result.FailedStep.ShouldNotBeNull();
            failed.ShouldBe(result.Steps + 1);
            CheckpointStore checkpoints = new(folder.File("explodes/checkpoints"));
            checkpoints.Steps()[0].ShouldBeLessThan(failed);
            File.Exists(checkpoints.NonFinite).ShouldBeTrue();
            // Its place is that of the batch that failed, and not behind it.
            (Checkpoint aside, _) = Checkpoint.Load(checkpoints.NonFinite, trainer.Model, null);
            ((aside.Epoch * 6) + aside.BatchIndex).ShouldBe(failed - 1);
            result.Message!.ShouldStartWith($"the loss of step {failed} is ");
            result.Message!.ShouldContain($"Resumed by what began it, it goes on from step {checkpoints.Steps()[0]}");
        }

        using Trainer again = Trainer.Resume(folder.File("explodes"), Options(folder));
        TrainingResult second = again.Run();
        (second.Status, second.FailedStep, second.Message).ShouldBe((TrainingStatus.NonFinite, result.FailedStep, result.Message));
    }

    [Fact]
    public void What_the_run_ended_by_is_told_with_its_shape_rows_and_samples()
    {
        using TemporaryFolder folder = new();
        DataSplit data = Explosive(0);
        float[] inputs = [.. data.Training.Inputs];
        inputs[7 * data.Training.SampleSize] = float.NaN;
        DataSplit broken = new(new Dataset("training", data.Training.InputShape, inputs, data.Training.Targets), data.Validation);
        Recipe recipe = RecipeReader.Parse(Yaml);
        Witness witness = new();
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root, Data = broken, Threads = 1 });
        trainer.Run(witness).Status.ShouldBe(TrainingStatus.NonFinite);
        NonFiniteEntries entries = witness.Samples[^1].Layers[0].ActivationNonFinite.ShouldNotBeNull();
        (entries.Count, entries.RowCount).ShouldBe((8, 1));
        entries.Shape.ShouldBe([10, 8]);
        entries.Samples.ShouldBe([7]);
        // The trace has it too, and steps before it have none.
        Trace trace = TraceReader.Read(folder.File("explodes/flow.jsonl"));
        trace.Samples[^1].Layers[0].ActivationNonFinite!.ToString().ShouldBe(entries.ToString());
        trace.Samples.Take(trace.Samples.Count - 1).ShouldAllBe(sample => sample.Layers[0].ActivationNonFinite == null);
    }

    [Fact]
    public void A_batch_is_left_out_when_that_is_decided_and_stays_so()
    {
        using TemporaryFolder folder = new();
        (Trainer trainer, TrainingResult result) = Explode(folder);
        trainer.Dispose();
        using (Trainer skipping = Trainer.Resume(folder.File("explodes"), Options(folder) with { SkipBatch = true }))
        {
            skipping.Info.Remarks.ShouldContain($"step {result.FailedStep} is made without its batch");
            TrainingResult rest = skipping.Run();
            // The sample comes once an epoch: the next one meets it again.
            (rest.FailedStep is null || rest.FailedStep > result.FailedStep).ShouldBeTrue(rest.Message);
        }

        RunDirectory.ReadRecord(folder.File("explodes"))!.Decisions.ShouldBe([new RunDecision(result.FailedStep!.Value, SkipsBatch: true)]);
    }

    [Fact]
    public void To_leave_a_batch_out_can_be_said_again_after_a_kill()
    {
        using TemporaryFolder folder = new();
        (Trainer trainer, TrainingResult result) = Explode(folder);
        trainer.Dispose();
        for (int i = 0; i < 2; i++)
        {
            using Trainer killed = Trainer.Resume(folder.File("explodes"),
                Options(folder) with { SkipBatch = true, PauseAt = result.FailedStep });
            killed.Info.Remarks.ShouldContain($"step {result.FailedStep} is made without its batch");
            killed.Run();
            RunDirectory.ReadRecord(folder.File("explodes"))!.Decisions
                .ShouldBe([new RunDecision(result.FailedStep!.Value, SkipsBatch: true)]);
            // What a kill leaves: the decision is written, and no checkpoint behind it.
            File.Delete(folder.File($"explodes/checkpoints/step-{result.FailedStep:d9}.safetensors"));
        }
    }

    [Fact]
    public void Each_resume_before_a_batch_that_is_left_out_tells_of_it()
    {
        using TemporaryFolder folder = new();
        (Trainer trainer, TrainingResult result) = Explode(folder);
        trainer.Dispose();
        using (Trainer killed = Trainer.Resume(folder.File("explodes"),
            Options(folder) with { SkipBatch = true, PauseAt = result.FailedStep }))
            killed.Run();
        // What a kill leaves: the decision is written, and no checkpoint behind it.
        File.Delete(folder.File($"explodes/checkpoints/step-{result.FailedStep:d9}.safetensors"));
        foreach (double? factor in new double?[] { null, 0.5 })
        {
            using Trainer again = Trainer.Resume(folder.File("explodes"),
                Options(folder) with { RateFactor = factor, PauseAt = result.FailedStep - 1 });
            again.Info.Remarks.ShouldContain($"step {result.FailedStep} is made without its batch");
        }
    }

    [Fact]
    public void Another_rate_for_a_run_that_is_over_is_told_to_change_nothing()
    {
        using TemporaryFolder folder = new();
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using (Trainer trainer = Trainer.Start(Make.Small(), options))
            trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        string record = File.ReadAllText(folder.File("small/run.json"));
        foreach (bool isGone in new[] { false, true })
        {
            if (isGone)
                File.Delete(Directory.GetFiles(folder.File("small/checkpoints"), "step-*").Max()!);
            using Trainer again = Trainer.Resume(folder.File("small"), options with { RateFactor = 0.1 });
            again.Finished.ShouldNotBeNull();
            again.Info.Remarks.ShouldBe(["no step is left that another rate would change; with more epochs in its recipe it goes on"]);
            File.ReadAllText(folder.File("small/run.json")).ShouldBe(record);
        }
    }

    /// <summary>A loop that starts the same command again and again went no further once a checkpoint was behind the batch.</summary>
    [Fact]
    public void A_run_that_went_on_behind_its_batch_goes_on_when_it_is_said_again()
    {
        using TemporaryFolder folder = new();
        (Trainer trainer, TrainingResult result) = Explode(folder);
        trainer.Dispose();
        using (Trainer skipping = Trainer.Resume(folder.File("explodes"),
            Options(folder) with { SkipBatch = true, PauseAt = result.FailedStep + 1 }))
            skipping.Run().Status.ShouldBe(TrainingStatus.Interrupted);
        using Trainer again = Trainer.Resume(folder.File("explodes"),
            Options(folder) with { SkipBatch = true, PauseAt = result.FailedStep + 2 });
        again.Info.ResumedAt.ShouldBe(result.FailedStep!.Value + 1);
        again.Info.Remarks.ShouldBe([$"step {result.FailedStep} was made without its batch, and none is to be left out now"]);
        again.Run().Status.ShouldBe(TrainingStatus.Interrupted);
        RunDirectory.ReadRecord(folder.File("explodes"))!.Decisions.ShouldBe([new RunDecision(result.FailedStep!.Value, SkipsBatch: true)]);
    }

    /// <summary>The factor is of the recipe's rate: said again behind a later checkpoint it multiplied once more.</summary>
    [Fact]
    public void A_rate_that_is_decided_again_later_is_that_of_the_recipe_times_the_last_factor()
    {
        using TemporaryFolder folder = new();
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using (Trainer trainer = Trainer.Start(Make.Small(), options with { PauseAt = 7 }))
            trainer.Run();
        foreach ((double factor, long step, RunDecision[] decisions) in new (double, long, RunDecision[])[]
        {
            (0.1, 8, [new(8, RateFactor: 0.1)]),
            (0.1, 9, [new(8, RateFactor: 0.1)]),
            (0.5, 10, [new(8, RateFactor: 0.1), new(10, RateFactor: 0.5)]),
        })
        {
            using Trainer again = Trainer.Resume(folder.File("small"), options with { RateFactor = factor, PauseAt = step });
            again.Info.Remarks.ShouldContain(FormattableString.Invariant(
                $"the rate is {factor} times that of the recipe from step {decisions[^1].Step} on"));
            Witness witness = new();
            again.Run(witness);
            witness.Progress[^1].Rate.ShouldBe(0.1 * factor, 1e-12);
            RunDirectory.ReadRecord(folder.File("small"))!.Decisions.ShouldBe(decisions);
        }

        // It is told whenever the run goes on.
        using Trainer rest = Trainer.Resume(folder.File("small"), options);
        rest.Info.Remarks.ShouldContain("the rate is 0.5 times that of the recipe from step 10 on");
    }

    [Fact]
    public void A_rate_can_be_lowered_from_where_the_run_goes_on()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root, Threads = 1 }))
            trainer.Run(new Witness { AtEpoch = _ => stop.Cancel() }, stop.Token);
        Witness witness = new();
        using Trainer rest = Trainer.Resume(folder.File("small"), new TrainerOptions { RateFactor = 0.1 });
        rest.Run(witness).Status.ShouldBe(TrainingStatus.Finished);
        witness.Progress[^1].Rate.ShouldBe(0.01, 1e-12);
        RunDirectory.ReadRecord(folder.File("small"))!.Decisions.ShouldBe([new RunDecision(8, RateFactor: 0.1)]);
        Should.Throw<RunException>(() => Trainer.Resume(folder.File("small"), new TrainerOptions { SkipBatch = true }))
            .Message.ShouldContain("there is no batch to leave out");
        Should.Throw<RunException>(() => Trainer.Resume(folder.File("small"), new TrainerOptions { RateFactor = 0 }))
            .Message.ShouldContain("a factor above 0");
    }

    /// <summary>A command that is repeated because it was killed before its first checkpoint multiplied twice.</summary>
    [Fact]
    public void A_rate_that_is_decided_again_from_the_same_checkpoint_is_multiplied_once()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root, Threads = 1 }))
            trainer.Run(new Witness { AtEpoch = _ => stop.Cancel() }, stop.Token);
        foreach (double factor in (double[])[0.1, 0.1, 0.5])
        {
            using Trainer killed = Trainer.Resume(folder.File("small"), new TrainerOptions { RateFactor = factor, PauseAt = 8 });
            Witness witness = new();
            killed.Run(witness);
            witness.Progress[^1].Rate.ShouldBe(0.1 * factor, 1e-12);
            RunDirectory.ReadRecord(folder.File("small"))!.Decisions.ShouldBe([new RunDecision(8, RateFactor: factor)]);
            // What a kill leaves: what was decided is written, and the checkpoint is that of before.
            File.Delete(folder.File("small/checkpoints/step-000000008.safetensors"));
        }
    }

    [Fact]
    public void An_explosion_in_the_last_update_does_not_end_as_finished()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = RecipeReader.Parse("""
            name: small
            data: {source: spirals, training: 60, validation: 0, test: 0}
            model: [{linear: 8}, {linear: 8}, {linear: 8}, linear: outputs]
            optimizer: {sgd: {rate: 1e20}}
            steps: 1
            """);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root, Threads = 1 });
        TrainingResult result = trainer.Run();
        result.Status.ShouldBe(TrainingStatus.NonFinite, result.Message);
        result.FailedStep.ShouldBe(1);
        RunDirectory.ReadRecord(folder.File("small"))!.Status.ShouldBe("nonFinite");
    }

    [Fact]
    public void A_validation_loss_that_is_not_finite_at_the_end_is_told()
    {
        DataSplit data = Explosive(0);
        float[] inputs = new float[data.Validation!.Count * data.Validation.SampleSize];
        Array.Fill(inputs, float.NaN);
        DataSplit broken = new(data.Training, new Dataset("validation", data.Validation.InputShape, inputs, data.Validation.Targets));
        Recipe recipe = RecipeReader.Parse(Yaml);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { Data = broken, Threads = 1 });
        TrainingResult result = trainer.Run();
        (result.Status, result.Steps).ShouldBe((TrainingStatus.NonFinite, 24));
        result.Message.ShouldBe("the validation loss after step 24 is NaN");
        result.Best.ShouldBeNull("no epoch was good");
    }

    /// <summary>It ended as any other that finished.</summary>
    [Fact]
    public void A_run_all_of_whose_batches_are_left_out_says_that_no_step_moved_the_network()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = RecipeReader.Parse(Yaml.Replace("batch: 10", "batch: 512").Replace("epochs: 4", "epochs: 3"));
        TrainerOptions options = Options(folder) with { Data = Explosive(1e30f) };
        using (Trainer trainer = Trainer.Start(recipe, options))
            trainer.Run().FailedStep.ShouldBe(1);
        TrainingResult? result = null;
        for (int step = 1; step <= 3; step++)
        {
            using Trainer skipping = Trainer.Resume(folder.File("explodes"), options with { SkipBatch = true });
            result = skipping.Run();
            result.FailedStep.ShouldBe(step < 3 ? step + 1 : null);
        }

        (result!.Status, result.Message).ShouldBe((TrainingStatus.Finished,
            "no step moved the network: all 3 were made without a batch (--skip-batch)"));
        RunDirectory.ReadRecord(folder.File("explodes"))!.Reason.ShouldBe(result.Message);
    }

    private static TrainerOptions Options(TemporaryFolder folder) =>
        new() { RunsDirectory = folder.Root, Threads = 1, Data = Explosive(1e25f) };

    private static (Trainer Trainer, TrainingResult Result) Explode(TemporaryFolder folder)
    {
        Trainer trainer = Trainer.Start(RecipeReader.Parse(Yaml), Options(folder));
        return (trainer, trainer.Run());
    }

    /// <summary>The samples of the recipe; the target of one is another.</summary>
    private static DataSplit Explosive(float target)
    {
        DataSplit data = DataSources.Load("friedman", RecipeReader.Parse(Yaml).Data.Request);
        float[] values = [.. ((ValueTargets)data.Training.Targets).Values];
        if (target != 0)
            values[7] = target;
        return new DataSplit(new Dataset("training", data.Training.InputShape, data.Training.Inputs, new ValueTargets(values, 1)),
            data.Validation);
    }
}
