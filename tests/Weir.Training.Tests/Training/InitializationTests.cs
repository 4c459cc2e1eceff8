using Weir.Nn;

namespace Weir.Training.Tests;

public class InitializationTests
{
    [Fact]
    public void Lsuv_brings_the_outputs_of_every_layer_on_training_data_to_deviation_one()
    {
        using Trainer trainer = Start("initialize: {lsuv: {samples: 60}}");
        Linear[] layers = [.. trainer.Model.Tree().OfType<Linear>()];
        // Orthogonal up to a factor: all rows or columns of a weight are of one length.
        float[] second = layers[1].Weight.Value.ToArray();
        double[] norms = [.. Enumerable.Range(0, 12).Select(row => Math.Sqrt(second.Skip(row * 12).Take(12).Sum(w => (double)w * w)))];
        norms.ShouldAllBe(norm => Math.Abs(norm - norms[0]) < 1e-5);
        norms[0].ShouldBeGreaterThan(1.05);
        using Trainer plain = Start("");
        Make.Weights(trainer).ShouldNotBe(Make.Weights(plain));
    }

    [Fact]
    public void Auto_takes_the_place_of_the_layers_own_weights()
    {
        using Trainer trainer = Start("initialize: {auto: {gain: 2}}"), single = Start("initialize: auto");
        Make.Weights(trainer).ShouldNotBe(Make.Weights(single));
        Make.Weights(trainer).Zip(Make.Weights(single)).ShouldAllBe(pair => Math.Abs(pair.First - (2 * pair.Second)) < 1e-6);
    }

    [Fact]
    public void Fixup_begins_with_a_network_that_says_nothing()
    {
        using Trainer trainer = Start("initialize: fixup",
            "- {linear: 12}\n  - residual: [{linear: 12, activation: relu}, linear: 12]\n    repeat: 8\n  - linear: outputs");
        trainer.Model.Tree().OfType<Linear>().Last().Weight.Value.ToArray().ShouldAllBe(weight => weight == 0);
        trainer.Run().Last!.TrainingLoss.ShouldBeLessThan(0.7);
        Should.Throw<RecipeException>(() => Start("initialize: fixup"))
            .Message.ShouldContain("initialize: fixup: the network has no residual block");
    }

    [Fact]
    public void What_is_written_reads_as_the_same()
    {
        foreach (string way in new[] { "auto", "fixup", "lsuv", "{lsuv: {samples: 10, tolerance: 0.1, attempts: 3}}",
            "{auto: {gain: 0.5}}" })
        {
            Recipe recipe = Make.Small(more: $"initialize: {way}");
            recipe.Initialize.ShouldNotBeNull();
            RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        }

        Should.Throw<RecipeException>(() => Make.Small(more: "initialize: fixupp")).Message.ShouldContain("did you mean 'fixup'?");
    }

    private static Trainer Start(string more, string layers = "- {linear: 12, activation: tanh, repeat: 2}\n  - linear: outputs") =>
        Trainer.Start(RecipeReader.Parse($"""
            data: {"{source: spirals, training: 60, validation: 20, test: 20}"}
            model:
              {layers}
            optimizer: {"{sgd: {rate: 0.1}}"}
            batch: 10
            {more}
            """), new TrainerOptions { Threads = 1 });
}
