using Weir.Flow;

namespace Weir.Training.Tests;

public class ResumeTests
{
    [Theory]
    [InlineData("{rate: 0.1}")]
    [InlineData("{rate: 0.1, momentum: 0.9, weight-decay: 0.001}")]
    [InlineData("{rate: 0.05, momentum: 0.9, nesterov: true, clip-norm: 1}")]
    public void A_run_that_was_stopped_in_the_middle_of_an_epoch_goes_on_to_the_same_bits(string optimizer)
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Make.Small(optimizer, more: "flow: {every: 1}");
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole" });
        whole.Run().Steps.ShouldBe(42);

        using CancellationTokenSource cancel = new();
        using (Trainer half = Trainer.Start(recipe, options with { Name = "half" }))
        {
            // Step 17 is the third of the third epoch.
            TrainingResult stopped = half.Run(new Witness { AtSample = sample => { if (sample.Step == 17) cancel.Cancel(); } },
                cancel.Token);
            stopped.Status.ShouldBe(TrainingStatus.Interrupted);
            stopped.Steps.ShouldBe(17);
            RunDirectory.ReadRecord(half.Info.Directory!)!.Status.ShouldBe("interrupted");
        }

        using Trainer rest = Trainer.Resume(folder.File("half"));
        rest.Info.ResumedAt.ShouldBe(17);
        rest.Run().Status.ShouldBe(TrainingStatus.Finished);
        Make.Weights(rest).ShouldBe(Make.Weights(whole));
        File.ReadAllText(folder.File("half/flow.jsonl")).ShouldBe(File.ReadAllText(folder.File("whole/flow.jsonl")));
        Metrics(folder, "half").ShouldBe(Metrics(folder, "whole"));
    }

    [Fact]
    public void A_run_that_is_finished_says_so_and_is_not_written_to()
    {
        using TemporaryFolder folder = new();
        TrainingResult first;
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root }))
            first = trainer.Run();
        string[] before = Files(folder);
        Witness witness = new();
        using Trainer again = Trainer.Resume(folder.File("small"));
        TrainingResult second = again.Finished.ShouldNotBeNull();
        again.Run(witness).ShouldBe(second);
        witness.Calls.ShouldBeEmpty();
        (second.Status, second.Steps, second.Test, second.Best).ShouldBe((TrainingStatus.Finished, 42, first.Test, first.Best));
        second.Elapsed.ShouldBe(first.Elapsed, TimeSpan.FromMilliseconds(0.01));
        Files(folder).ShouldBe(before);

        // With a longer budget there is something to do.
        string recipe = folder.File("small/recipe.yaml");
        File.WriteAllText(recipe, File.ReadAllText(recipe).Replace("epochs: 6", "epochs: 7", StringComparison.Ordinal));
        again.Dispose();
        using Trainer longer = Trainer.Resume(folder.File("small"));
        longer.Finished.ShouldBeNull();
        longer.Run().Steps.ShouldBe(49);

        static string[] Files(TemporaryFolder folder) =>
        [
            .. Directory.EnumerateFiles(folder.Root, "*.*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"),
        ];
    }

    [Fact]
    public void A_run_that_is_only_opened_again_is_not_written_to()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run(new Witness { AtSample = sample => { if (sample.Step == 10) stop.Cancel(); } }, stop.Token);
        string record = File.ReadAllText(folder.File("small/run.json"));
        using (Trainer.Resume(folder.File("small")))
        {
        }

        File.ReadAllText(folder.File("small/run.json")).ShouldBe(record);
    }

    [Fact]
    public void Threads_the_missing_flow_and_the_data_folder_are_kept_and_a_change_is_told()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 2, Measuring = false, DataDirectory = folder.File("data") };
        using (Trainer trainer = Trainer.Start(Make.Small(), options))
            trainer.Run(new Witness { AtEpoch = _ => stop.Cancel() }, stop.Token).Status.ShouldBe(TrainingStatus.Interrupted);
        using (Trainer same = Trainer.Resume(folder.File("small")))
        {
            same.Info.Threads.ShouldBe(2);
            same.Info.Flow.ShouldBeNull();
            same.Info.Remarks.ShouldBeEmpty();
        }

        using Trainer other = Trainer.Resume(folder.File("small"),
            new TrainerOptions { Threads = 1, Measuring = true, DataDirectory = "elsewhere" });
        other.Info.Flow.ShouldNotBeNull();
        other.Info.Remarks.Count.ShouldBe(3);
        other.Info.Remarks[0].ShouldStartWith("1 thread instead of 2: sums are split otherwise");
        other.Info.Remarks[1].ShouldBe("the flow is measured from here on; it was not before");
        other.Info.Remarks[2].ShouldBe($"the data is read from elsewhere instead of {folder.File("data")}");
    }

    [Fact]
    public void A_killed_run_goes_on_from_its_last_checkpoint_and_what_it_wrote_later_is_cut()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Make.Small(more: "flow: {every: 2}");
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole" });
        whole.Run();
        using (Trainer killed = Trainer.Start(recipe, options with { Name = "killed" }))
            Should.Throw<InvalidOperationException>(() =>
                killed.Run(new Witness { AtSample = sample => { if (sample.Step == 25) throw new InvalidOperationException("killed"); } }));
        File.AppendAllText(folder.File("killed/flow.jsonl"), "{\"step\":27,\"lo");
        File.AppendAllText(folder.File("killed/metrics.jsonl"), "{\"epo");
        RunDirectory.ReadMetrics(folder.File("killed")).Count.ShouldBe(3);

        using Trainer rest = Trainer.Resume(folder.File("killed"));
        rest.Info.ResumedAt.ShouldBe(21);
        rest.Run();
        Make.Weights(rest).ShouldBe(Make.Weights(whole));
        File.ReadAllText(folder.File("killed/flow.jsonl")).ShouldBe(File.ReadAllText(folder.File("whole/flow.jsonl")));
        Metrics(folder, "killed").ShouldBe(Metrics(folder, "whole"));
        Trace trace = TraceReader.Read(folder.File("killed/flow.jsonl"));
        trace.Samples.Select(sample => sample.Step).ShouldBe(Enumerable.Range(0, 21).Select(i => (2L * i) + 1));
        trace.Header.Layers.Count.ShouldBe(3);
    }

    [Fact]
    public void A_run_without_a_checkpoint_begins_again()
    {
        using TemporaryFolder folder = new();
        using (Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root }))
        {
        }

        using Trainer trainer = Trainer.Resume(folder.File("small"));
        trainer.Info.ResumedAt.ShouldBe(0);
        trainer.Run().Steps.ShouldBe(42);
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_with_what_to_do()
    {
        using TemporaryFolder folder = new();
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run();
        string file = folder.File("small/checkpoints/step-000000042.safetensors");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..500]);
        string message = Should.Throw<RunException>(() => Trainer.Resume(folder.File("small"))).Message;
        message.ShouldStartWith(file + ": damaged: ");
        message.ShouldEndWith("; remove the file to go on from step 35");
    }

    [Fact]
    public void The_last_checkpoints_and_the_best_are_kept()
    {
        using TemporaryFolder folder = new();
        using Trainer trainer = Trainer.Start(Make.Small(more: "checkpoints: {keep: 3, every-steps: 10}"),
            new TrainerOptions { RunsDirectory = folder.Root });
        TrainingResult result = trainer.Run();
        string[] kept = [.. Directory.EnumerateFiles(folder.File("small/checkpoints")).Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal)];
        kept.ShouldBe(["best.safetensors", "step-000000035.safetensors", "step-000000040.safetensors", "step-000000042.safetensors"]);
        (Checkpoint best, _) = Checkpoint.Load(folder.File("small/checkpoints/best.safetensors"), trainer.Model, null);
        best.Last.ShouldBe(result.Best);
    }

    private static IEnumerable<EpochMetrics> Metrics(TemporaryFolder folder, string run) =>
        RunDirectory.ReadMetrics(folder.File(run)).Select(metrics => metrics with { Seconds = 0 });
}
