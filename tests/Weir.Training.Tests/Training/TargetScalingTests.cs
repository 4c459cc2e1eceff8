using Weir.Data;

namespace Weir.Training.Tests;

public class TargetScalingTests
{
    private const string Values = """
        data: {source: friedman, training: 400, validation: 200, test: 100, standardize: per-feature}
        model:
          - {linear: 8, activation: tanh}
          - linear: outputs
        loss: mean-squared-error
        optimizer: {adam: {rate: 0.01}}
        epochs: 8
        """;

    [Fact]
    public void Values_are_standardized_by_the_training_part_behind_a_linear_layer()
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(Values), InMillions());
        float[] values = ((ValueTargets)trainer.Data.Training.Targets).Values;
        values.Average().ShouldBe(0, 1e-3);
        values.Average(value => value * value).ShouldBe(1, 1e-3);
        trainer.LossScale.ShouldBe(Math.Pow(trainer.Targets.Scale[0], 2));
        float[] output = [0];
        trainer.Targets.UndoInPlace(output);
        output[0].ShouldBe(14.4e6f, 1e6f);
    }

    [Fact]
    public void Metrics_are_in_the_targets_unit_whatever_that_is()
    {
        TrainingResult plain = Run(Values, null), millions = Run(Values, InMillions());
        millions.Last!.ValidationR2!.Value.ShouldBe(plain.Last!.ValidationR2!.Value, 1e-3);
        (millions.Last.ValidationLoss!.Value / plain.Last.ValidationLoss!.Value).ShouldBe(1e12, 1e10);
        (millions.Last.TrainingLoss / plain.Last.TrainingLoss).ShouldBe(1e12, 1e10);
        (millions.Test!.Loss / plain.Test!.Loss).ShouldBe(1e12, 1e10);
        plain.Last.ValidationR2.Value.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void None_leaves_them_as_they_are()
    {
        using Trainer trainer = Trainer.Start(
            RecipeReader.Parse(Values.Replace("standardize: per-feature", "targets: none", StringComparison.Ordinal)));
        trainer.Targets.Kind.ShouldBe(Standardization.None);
        trainer.LossScale.ShouldBe(1);
    }

    [Theory]
    [InlineData("  - linear: outputs", "  - {linear: outputs, activation: sigmoid}", "mean-squared-error")]
    [InlineData("  - linear: outputs", "  - linear: outputs\n  - softplus", "mean-absolute-error")]
    public void Targets_of_a_network_that_ends_in_a_function_are_in_its_range_and_stay(string last, string other, string loss)
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(Values.Replace(last, other, StringComparison.Ordinal)
            .Replace("mean-squared-error", loss, StringComparison.Ordinal)));
        trainer.Targets.Kind.ShouldBe(Standardization.None);
    }

    [Fact]
    public void What_cannot_be_standardized_is_refused_in_words()
    {
        string classes = Values.Replace("friedman", "circles", StringComparison.Ordinal)
            .Replace("standardize: per-feature", "targets: standardize", StringComparison.Ordinal);
        Should.Throw<RecipeException>(() => Trainer.Start(RecipeReader.Parse(classes)))
            .Message.ShouldContain("are classes, which cannot be standardized");
    }

    [Fact]
    public void A_checkpoint_keeps_what_they_were_scaled_by()
    {
        using TemporaryFolder folder = new();
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(Values), InMillions() with { RunsDirectory = folder.Root });
        trainer.Run();
        string best = Path.Combine(trainer.Info.Directory!, "checkpoints", "best.safetensors");
        Safetensors.Read(best).Tensors["target.scale"].Floats().ShouldBe(trainer.Targets.Scale);
        Safetensors.Read(best).Tensors["target.mean"].Floats().ShouldBe(trainer.Targets.Mean);
    }

    private static TrainingResult Run(string recipe, TrainerOptions? options)
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(recipe), options);
        return trainer.Run();
    }

    private static TrainerOptions InMillions() => new()
    {
        Data = DataSources.Load("friedman", RecipeReader.Parse(Values).Data.Request)
            .Map(part => part.WithTargets(new ValueTargets([.. ((ValueTargets)part.Targets).Values.Select(value => value * 1e6f)]))),
    };
}
