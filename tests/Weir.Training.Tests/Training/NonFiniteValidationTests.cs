using Weir.Data;
using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>
/// A network that trains well while its validation is no longer finite: the weight goes to 50, and beyond 18.4 the square of the validation
/// sample's prediction leaves float32.
/// </summary>
public sealed class NonFiniteValidationTests : IDisposable
{
    private const string Yaml = """
        name: overflows
        data: {source: friedman, training: 60, validation: 20, test: 0, targets: none}
        model: [linear: outputs]
        loss: mean-squared-error
        optimizer: {sgd: {rate: 0.005}}
        batch: 10
        epochs: 12
        checkpoints: {every-steps: 5}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TrainerOptions Options => new()
    {
        RunsDirectory = _folder.Root,
        Name = "overflows",
        Threads = 1,
        Data = new DataSplit(
            new Dataset("training", new Shape(1), [.. Enumerable.Repeat(1f, 60)], new ValueTargets([.. Enumerable.Repeat(100f, 60)], 1)),
            new Dataset("validation", new Shape(1), [1e18f], new ValueTargets([0f], 1))),
    };

    [Fact]
    public void The_last_checkpoints_from_before_stay_and_the_message_leads_back_to_them()
    {
        TrainingResult result = Train();
        result.Status.ShouldBe(TrainingStatus.NonFinite);
        CheckpointStore checkpoints = new(_folder.File("overflows/checkpoints"));
        // Two that are kept, and two from before.
        checkpoints.Steps().ShouldBe([72, 70, 20, 18]);
        result.Message!.ShouldStartWith("the validation loss after step 72 is ");
        result.Message!.ShouldContain("step 20 has the last checkpoint from before");

        Should.Throw<RunException>(() => Resume(Options with { SkipBatch = true })).Message.ShouldContain("step 72 is made and kept");
        Should.Throw<RunException>(() => Resume(Options with { RateFactor = 0.1 })).Message.ShouldContain("all 72 steps are made");
        RunDirectory.ReadRecord(_folder.File("overflows"))!.Decisions.ShouldBeNull();

        foreach (long late in new[] { 72, 70 })
            File.Delete(checkpoints.Of(late));
        using Trainer again = Trainer.Resume(_folder.File("overflows"), Options with { RateFactor = 0.001 });
        again.Info.ResumedAt.ShouldBe(20);
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
    }

    [Fact]
    public void A_run_that_was_stopped_behind_it_keeps_them_as_well()
    {
        using (Trainer trainer = Trainer.Start(RecipeReader.Parse(Yaml), Options))
        {
            using CancellationTokenSource stop = new();
            trainer.Run(new Witness { AtEpoch = metrics => { if (metrics.Epoch == 8) stop.Cancel(); } }, stop.Token)
                .Status.ShouldBe(TrainingStatus.Interrupted);
        }

        Resume(Options).ShouldBe(TrainingStatus.NonFinite);
        new CheckpointStore(_folder.File("overflows/checkpoints")).Steps().ShouldBe([72, 70, 20, 18]);
    }

    private TrainingResult Train()
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(Yaml), Options);
        return trainer.Run();
    }

    private TrainingStatus Resume(TrainerOptions options)
    {
        using Trainer trainer = Trainer.Resume(_folder.File("overflows"), options);
        return trainer.Run().Status;
    }
}
