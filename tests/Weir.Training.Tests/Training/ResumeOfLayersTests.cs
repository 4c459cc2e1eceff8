namespace Weir.Training.Tests;

public class ResumeOfLayersTests
{
    [Theory]
    [InlineData("[{linear: 12, activation: relu}, batch-norm, dropout: 0.3, {linear: 12}, {dropout: 0.2}, layer-norm, linear: outputs]")]
    [InlineData("[{linear: 12, activation: relu}, {residual: [batch-norm, linear: 12], drop: 0.5, repeat: 2}, linear: outputs]")]
    public void A_run_with_running_statistics_and_masks_goes_on_to_the_same_bits(string model)
    {
        using TemporaryFolder folder = new();
        Recipe recipe = RecipeReader.Parse($$$"""
            name: small
            data: {source: spirals, training: 60, validation: 20, test: 20}
            model: {{{model}}}
            optimizer: {sgd: {rate: 0.1, momentum: 0.9}}
            batch: 10
            epochs: 6
            flow: {every: 1}
            """);
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        using Trainer whole = Trainer.Start(recipe, options with { Name = "whole" });
        whole.Run().Steps.ShouldBe(36);
        using CancellationTokenSource cancel = new();
        using (Trainer half = Trainer.Start(recipe, options with { Name = "half" }))
            half.Run(new Witness { AtSample = sample => { if (sample.Step == 17) cancel.Cancel(); } }, cancel.Token).Steps.ShouldBe(17);

        using Trainer rest = Trainer.Resume(folder.File("half"));
        rest.Run().Status.ShouldBe(TrainingStatus.Finished);
        Make.Weights(rest).ShouldBe(Make.Weights(whole));
        whole.Model.Buffers.Count.ShouldBeGreaterThan(1);
        rest.Model.Buffers.SelectMany(buffer => buffer.Value.ToArray())
            .ShouldBe(whole.Model.Buffers.SelectMany(buffer => buffer.Value.ToArray()));
        whole.Model.Buffers.SelectMany(buffer => buffer.Value.ToArray()).ShouldContain(value => value != 0 && value != 1);
    }
}
