namespace Weir.Training.Tests;

/// <summary>N steps, save, load, N more give the bits of 2N steps, through checkpoints on disk.</summary>
public class OptimizerResumeTests
{
    [Theory]
    [InlineData("{sgd: {rate: 0.1, momentum: 0.9, weight-decay: 0.01, decoupled: true}}")]
    [InlineData("{adagrad: {rate: 0.05, rate-decay: 0.01}}")]
    [InlineData("{rmsprop: {rate: 0.01, centred: true, momentum: 0.5}}")]
    [InlineData("adadelta")]
    [InlineData("{adam: {rate: 0.01}}")]
    [InlineData("adamw")]
    [InlineData("nadam")]
    [InlineData("radam")]
    [InlineData("lion")]
    [InlineData("lamb")]
    [InlineData("{muon: {weight-decay: 0.01}}")]
    public void Every_optimizer(string optimizer) => Resumes($"optimizer: {optimizer}");

    [Theory]
    [InlineData("schedule: {cosine: {warm-up: 5}}")]
    [InlineData("schedule: {plateau: {patience: 0, factor: 0.5, threshold: 0.5, warm-up: 1 epochs}}")]
    [InlineData("gradient: [centralize, {noise: {variance: 0.1}}, {clip-percentile: {percentile: 50}}, {l1: {strength: 0.001}}]")]
    [InlineData("average: {decay: 0.9}")]
    [InlineData("gradient-penalty: on\naccumulate: 2")]
    [InlineData("accumulate: 2\naverage: on\nearly-stopping: {patience: 100}")]
    public void Every_part_that_remembers(string part) => Resumes("optimizer: adam\n" + part);

    private static void Resumes(string text)
    {
        using TemporaryFolder folder = new();
        Recipe recipe = RecipeReader.Parse($$"""
            name: small
            data: {source: spirals, training: 60, validation: 20, test: 20}
            model:
              - {linear: 12, activation: tanh, repeat: 2}
              - linear: outputs
            {{text.ReplaceLineEndings("\n")}}
            batch: 9
            epochs: 6
            flow: {every: 1}
            """);
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole" });
        TrainingResult result = whole.Run();
        result.Status.ShouldBe(TrainingStatus.Finished);

        using CancellationTokenSource cancel = new();
        using (Trainer half = Trainer.Start(recipe, options with { Name = "half" }))
            half.Run(new Witness { AtSample = sample => { if (sample.Step == result.Steps / 2) cancel.Cancel(); } }, cancel.Token)
                .Status.ShouldBe(TrainingStatus.Interrupted);
        using Trainer rest = Trainer.Resume(folder.File("half"));
        rest.Info.ResumedAt.ShouldBe(result.Steps / 2);
        rest.Run().Status.ShouldBe(TrainingStatus.Finished);
        Make.Weights(rest).ShouldBe(Make.Weights(whole));
        File.ReadAllText(folder.File("half/flow.jsonl")).ShouldBe(File.ReadAllText(folder.File("whole/flow.jsonl")));
        RunDirectory.ReadMetrics(folder.File("half")).Select(m => m with { Seconds = 0 })
            .ShouldBe(RunDirectory.ReadMetrics(folder.File("whole")).Select(m => m with { Seconds = 0 }));
    }
}
