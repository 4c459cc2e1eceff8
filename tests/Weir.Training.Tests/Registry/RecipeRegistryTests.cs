using Weir.Flow;
using Weir.Nn;

namespace Weir.Training.Tests.Registry;

/// <summary>Parts that are written outside the library are named, read, checked, suggested, written and trained like its own.</summary>
public sealed class RecipeRegistryTests
{
    private const string Text = """
        name: own
        data: {source: xor, training: 128}
        model:
          - {linear: 16, activation: mish, weight: {twos: 0.1}}
          - mish
          - highway: {gate: -2, function: mish}
          - linear: outputs
        optimizer: {sign-momentum: {rate: 0.02, momentum: 0.8}}
        gradient: [{halve: {times: 2}}]
        schedule: {triangle: {peak: 20 %}}
        epochs: 12
        batch: 16
        """;

    [Fact]
    public void A_recipe_of_own_parts_reads_is_written_and_reads_the_same()
    {
        Recipe recipe = RecipeReader.Parse(Text, "own.yaml", OwnParts.Registry);
        recipe.Optimizer.Settings.ShouldBe(new SignMomentumOptions { Rate = 0.02, Momentum = 0.8 });
        recipe.Gradient.ShouldBe([new HalveGradient { Times = 2 }]);
        recipe.ScheduleOver(new RunSpan(100, 10)).RateAt(20).ShouldBe(0.02, 1e-12);
        RecipeReader.Parse(RecipeWriter.Write(recipe), "own.yaml", OwnParts.Registry).ShouldBe(recipe);
    }

    [Fact]
    public void It_trains_measures_and_is_resumed_to_the_same_bits()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = RecipeReader.Parse(Text, "own.yaml", OwnParts.Registry);
        float[] whole, resumed;
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root, Threads = 1 }))
        {
            TrainingResult result = trainer.Run();
            result.Status.ShouldBe(TrainingStatus.Finished);
            trainer.Info.Flow!.Layers[1].Kind.ShouldBe("mish");
            result.Last!.TrainingLoss.ShouldBeLessThan(0.2);
            whole = Weights(trainer);
        }

        Recipe half = recipe with { Name = "half", Checkpoints = new CheckpointRecipe { EverySteps = 40 } };
        using (Trainer trainer = Trainer.Start(half, new TrainerOptions { RunsDirectory = folder.Root, Threads = 1 }))
        {
            using CancellationTokenSource stop = new();
            trainer.Run(new StopAt(45, stop), stop.Token);
        }

        using (Trainer trainer = Trainer.Resume(Path.Combine(folder.Root, "half"),
            new TrainerOptions { Registry = OwnParts.Registry, Threads = 1 }))
        {
            trainer.Run();
            resumed = Weights(trainer);
        }

        resumed.ShouldBe(whole);
    }

    [Theory]
    [InlineData("optimizer: {sign-momentun: {rate: 1}}", "did you mean 'sign-momentum'?")]
    [InlineData("optimizer: {sign-momentum: {momentum: 1}}", "optimizer.sign-momentum.momentum: 1 is out of range; it must be in [0, 1)")]
    [InlineData("optimizer: {sign-momentum: {momentom: 0.1}}", "did you mean 'momentum'?")]
    [InlineData("optimizer: sign-momentum\ngradient: [{halve: {times: 101}}]",
        "gradient[1].halve.times: 101 is out of range; it must be 0 to 100")]
    [InlineData("optimizer: sign-momentum\nschedule: triangel", "did you mean 'triangle'?")]
    [InlineData("optimizer: sign-momentum\ndata: {source: xor, classes: 3}", "data: source 'xor' does not use 'classes'; it uses training")]
    [InlineData("optimizer: sign-momentum\ndata: xorr", "did you mean 'xor'?")]
    public void Faults_are_told_as_for_the_parts_of_the_library(string text, string message) =>
        Should.Throw<RecipeException>(() => RecipeReader.Parse("model: [linear: outputs]\n" + text, "own.yaml", OwnParts.Registry))
            .Message.ShouldContain(message);

    [Fact]
    public void Without_the_registry_they_are_unknown() =>
        Should.Throw<RecipeException>(() => RecipeReader.Parse(Text)).Message.ShouldContain("there is no optimizer 'sign-momentum'");

    [Fact]
    public void The_schema_names_them_with_their_options()
    {
        string schema = RecipeSchema.Write(OwnParts.Registry);
        foreach (string name in new[] { "mish", "twos", "fourth-power", "highway", "sign-momentum", "halve", "triangle", "darken", "xor" })
            schema.ShouldContain($"\"{name}\"");
        schema.ShouldContain("The share of the mean gradient that is kept, in [0, 1). Default 0.9.");
        RecipeSchema.Write().ShouldNotContain("highway");
    }

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        Should.Throw<ArgumentException>(() => OwnParts.Registry.With("relu", new FamilyMember<Activation>(_ => new Mish())))
            .Message.ShouldContain("there is a activation 'relu' already");
        Should.Throw<ArgumentException>(() => OwnParts.Registry.With("linear", new HighwayRecipe())).Message.ShouldContain("'linear'");
        Should.Throw<ArgumentException>(() => OwnParts.Registry.With(new SignMomentumOptions())).Message.ShouldContain("'sign-momentum'");
        Should.Throw<ArgumentException>(() => OwnParts.Registry.With(new XorSource())).Message.ShouldContain("'xor'");
    }

    private static float[] Weights(Trainer trainer) => [.. trainer.Model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];

    private sealed class StopAt(long step, CancellationTokenSource stop) : ITrainingObserver
    {
        public void OnStart(RunInfo info)
        {
        }

        public void OnProgress(StepProgress progress)
        {
            if (progress.Step >= step)
                stop.Cancel();
        }

        public void OnSample(FlowSample sample)
        {
        }

        public void OnEpoch(EpochMetrics metrics)
        {
        }

        public void OnEnd(TrainingResult result)
        {
        }
    }
}
