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
            TrainingResult stopped = half.Run(new Witness { AtSample = sample => { if (sample.Step == 17) cancel.Cancel(); } }, cancel.Token);
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
        Should.Throw<RunException>(() => Trainer.Resume(folder.File("half"))).Message.ShouldContain("the run has made all its 42 steps");
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
            Should.Throw<InvalidOperationException>(() => killed.Run(new Witness { AtSample = sample => { if (sample.Step == 25) throw new InvalidOperationException("killed"); } }));
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
        using Trainer trainer = Trainer.Start(Make.Small(more: "checkpoints: {keep: 3, every-steps: 10}"), new TrainerOptions { RunsDirectory = folder.Root });
        TrainingResult result = trainer.Run();
        string[] kept = [.. Directory.EnumerateFiles(folder.File("small/checkpoints")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        kept.ShouldBe(["best.safetensors", "step-000000035.safetensors", "step-000000040.safetensors", "step-000000042.safetensors"]);
        (Checkpoint best, _) = Checkpoint.Load(folder.File("small/checkpoints/best.safetensors"), trainer.Model, null);
        best.Last.ShouldBe(result.Best);
    }

    private static IEnumerable<EpochMetrics> Metrics(TemporaryFolder folder, string run) =>
        RunDirectory.ReadMetrics(folder.File(run)).Select(metrics => metrics with { Seconds = 0 });
}
