using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>What a run has come to can be used where its data is not.</summary>
public class TrainedNetworkTests
{
    [Theory]
    [InlineData("")]
    [InlineData("average: on")]
    [InlineData("early-stopping: {patience: 1}")]
    [InlineData("class-weights: {1: 5}")]
    public void The_network_of_a_run_is_the_one_that_its_test_was_made_with(string more)
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Make.Small(optimizer: "{rate: 0.5}", budget: "epochs: 30", more: more);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root });
        TrainingResult result = trainer.Run();
        TrainedNetwork network = TrainedNetwork.Load(folder.File("small"));
        network.Model.IsTraining.ShouldBeFalse();
        network.Signature.ToJson().ShouldBe(trainer.Signature.ToJson());
        EvaluationReport report = NetworkEvaluation.Of(network, recipe.Data.Load().Test!);
        report.Loss.ShouldBe(result.Test!.Loss, 1e-6);
        report.Classes!.Accuracy.ShouldBe(result.Test.Accuracy!.Value);
        string told = File.ReadAllText(folder.File("small/test.json"));
        told.ShouldBe(report.ToJson());
    }

    [Fact]
    public void A_checkpoint_alone_is_enough()
    {
        using TemporaryFolder folder = new();
        using (Trainer trainer = Trainer.Start(Make.Normalized(), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run();
        File.Copy(folder.File("small/checkpoints/best.safetensors"), folder.File("alone.safetensors"));
        Directory.Delete(folder.File("small"), recursive: true);
        TrainedNetwork network = TrainedNetwork.Load(folder.File("alone.safetensors"));
        network.Recipe.Name.ShouldBe("small");
        network.Model.Buffers.ShouldNotBeEmpty();
    }

    [Fact]
    public void Targets_come_back_to_their_unit()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = RecipeReader.Parse("""
            name: friedman
            data: {source: friedman, training: 200, validation: 50, test: 50, standardize: per-feature}
            model: [{linear: 16, activation: tanh}, linear: outputs]
            loss: mean-squared-error
            optimizer: {adam: {rate: 0.01}}
            epochs: 20
            """);
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root });
        TrainingResult result = trainer.Run();
        TrainedNetwork network = TrainedNetwork.Load(folder.File("friedman"));
        network.Signature.Output.IsStandardized.ShouldBeTrue();
        network.Targets.Mean.ShouldBe(trainer.Targets.Mean);
        EvaluationReport report = NetworkEvaluation.Of(network, recipe.Data.Load().Test!);
        report.Loss.ShouldBe(result.Test!.Loss, 1e-4);
        ValueReport value = report.Values!.ShouldHaveSingleItem();
        value.R2!.Value.ShouldBe(result.Test.R2!.Value, 1e-5);
        (value.RootMeanSquaredError * value.RootMeanSquaredError).ShouldBe(report.Loss, 1e-3);
    }

    [Fact]
    public void What_cannot_be_loaded_says_why()
    {
        using TemporaryFolder folder = new();
        Should.Throw<RunException>(() =>
            TrainedNetwork.Load(folder.File("nothing"))).Message.ShouldContain("there is no run and no checkpoint");
        using (Trainer trainer = Trainer.Start(Make.Small(budget: "steps: 3"), new TrainerOptions { RunsDirectory = folder.Root }))
        {
            Should.Throw<RunException>(() => TrainedNetwork.Load(folder.File("small"))).Message.ShouldContain("has no checkpoint yet");
            trainer.Run();
        }

        string file = folder.File("small/checkpoints/step-000000003.safetensors");
        Safetensors content = Safetensors.Read(file);
        (content with { Metadata = content.Metadata.Where(text => text.Key != ModelSignature.Key).ToDictionary() }).Write(file);
        Should.Throw<SafetensorsException>(() =>
            TrainedNetwork.Load(file)).Message.ShouldEndWith("as checkpoints of earlier versions did not; train the run again");
        // Where it cannot be gone on from, that is no damage: both say to train again.
        (content with
        {
            Metadata = content.Metadata.Where(text => text.Key != ModelSignature.Key).ToDictionary(),
            Tensors = content.Tensors.Where(tensor => !tensor.Key.StartsWith("model.", StringComparison.Ordinal))
                .ToDictionary(),
        }).Write(file);
        Should.Throw<RunException>(() => Trainer.Resume(folder.File("small"))).Message
            .ShouldBe($"{file}: the checkpoint is of an earlier version, from which this one cannot go on; train the run again under "
                + "another name");
    }

    /// <summary>It was said that there is no checkpoint yet, and to go on with a run that is over.</summary>
    [Fact]
    public void Of_a_run_whose_last_checkpoints_were_removed_the_best_is_named_where_it_is_there()
    {
        using TemporaryFolder folder = new();
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        string run = folder.File("small"), best = RunDirectory.BestCheckpoint(run).ShouldNotBeNull();
        foreach (string file in Directory.GetFiles(Path.Combine(run, "checkpoints"), "step-*"))
            File.Delete(file);
        Should.Throw<RunException>(() => TrainedNetwork.Load(run)).Message.ShouldBe($"{run}: the checkpoints of its last steps "
            + $"(step-*.safetensors) were removed; the best one is there: give {best}, or the option --best");
        TrainedNetwork.Load(best).Path.ShouldBe(best);
        File.Delete(best);
        Should.Throw<RunException>(() => TrainedNetwork.Load(run)).Message.ShouldBe($"{run}: the run is over, and its checkpoints were "
            + "removed: no network of it is left; train it again under another name");
    }

    [Fact]
    public void A_checkpoint_that_has_left_its_run_says_that_it_needs_the_ONNX_file()
    {
        using TemporaryFolder folder = new();
        Sequential made = new(new Linear(2, 8, new Tanh()), new Linear(8, 2));
        made.Initialize(1);
        string file = folder.File("net.onnx");
        Onnx.OnnxExport.Write(made, new Shape(2), file);
        Recipe recipe = Make.Small(budget: "steps: 5") with { Model = [new OnnxRecipe { File = file }] };
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run();
        TrainedNetwork.Load(folder.File("small")).Model.Parameters.Count.ShouldBe(4);
        File.Delete(file);
        TrainedNetwork.Load(folder.File("small")).Model.Parameters.Count.ShouldBe(4);
        File.Copy(folder.File("small/checkpoints/best.safetensors"), folder.File("alone.safetensors"));
        string message = Should.Throw<SafetensorsException>(() => TrainedNetwork.Load(folder.File("alone.safetensors"))).Message;
        message.ShouldContain("the network of its recipe cannot be made");
        message.ShouldEndWith($"It is made with {file}, as it was when the run began: put that back in its place");
    }

    [Fact]
    public void A_network_of_a_program_is_loaded_with_that_network()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Make.Small(budget: "steps: 5") with { Model = [] };
        Sequential Own() => new(new Linear(2, 8, new Tanh()), new Linear(8, 2));
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root, Model = Own() }))
            trainer.Run();
        Should.Throw<RunException>(() =>
            TrainedNetwork.Load(folder.File("small"))).Message.ShouldContain("a program gave this run its network");
        TrainedNetwork.Load(folder.File("small"), model: Own()).Model.Parameters.Count.ShouldBe(4);
    }
}
