using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Testing;

namespace Weir.Training.Tests;

/// <summary>
/// Networks made in PyTorch (tests/golden/make_weights.py) and saved in the safetensors format put out the same numbers here.
/// </summary>
public class WeightImportTests
{
    private const string Map =
        """{features.0: 1.conv, features.1: 1.norm, features.4: "3", norm: "5", classifier.0: "6", classifier.2: "7"}""";

    private static readonly Shape s_image = new(6, 8, 2);

    [Fact]
    public void A_convolutional_network_of_PyTorch_puts_out_the_same_numbers()
    {
        Sequential model = Cnn();
        WeightReport report = WeightImport.Load(model, s_image, Golden("weights-cnn.safetensors"),
            new WeightImportOptions { Map = CnnMap() });
        report.IsComplete.ShouldBeTrue();
        report.Loaded.Count.ShouldBe(model.Parameters.Count + model.Buffers.Count);
        ShouldPutOut(model, "cnn");
        model.IsTraining.ShouldBeTrue();
    }

    [Fact]
    public void Embedding_recurrent_layers_and_a_transformer_block_of_PyTorch_put_out_the_same_numbers()
    {
        Sequential model = new(new Embedding(7, 4), new Lstm(4, 6), new TransformerBlock(6, 2, 8), new Gru(6, 3));
        WeightReport report = WeightImport.Load(model, new Shape(5), Golden("weights-sequences.safetensors"), new WeightImportOptions
        {
            Map =
            [
                new("embedding", "1"), new("lstm", "2"), new("block", "3"), new("block.self_attn", "3.attention"),
                    new("block.self_attn.out_proj", "3.attention.output"),
                new("block.norm1", "3.attentionNorm"), new("block.norm2", "3.networkNorm"), new("block.linear1", "3.expand"),
                    new("block.linear2", "3.contract"), new("gru", "4"),
            ],
        });
        report.IsComplete.ShouldBeTrue();
        ShouldPutOut(model, "sequences");
    }

    [Fact]
    public void A_frozen_part_stays_frozen_when_weights_are_read_and_written()
    {
        Sequential model = Cnn();
        Module frozen = model.Parts[0], free = model.Parts[^1];
        frozen.Train(false);
        WeightImport.Load(model, s_image, Golden("weights-cnn.safetensors"), new WeightImportOptions { Map = CnnMap() })
            .IsComplete.ShouldBeTrue();
        ShouldStay();
        using TemporaryFolder folder = new();
        WeightExport.Write(model, s_image, folder.File("net.safetensors"));
        ShouldStay();

        void ShouldStay()
        {
            frozen.Tree().ShouldAllBe(module => !module.IsTraining);
            free.IsTraining.ShouldBeTrue();
            model.IsTraining.ShouldBeTrue();
        }
    }

    [Fact]
    public void Half_precision_is_read_and_matrices_are_turned()
    {
        Linear model = new(3, 2);
        WeightImport.Load(model, new Shape(3), Golden("weights-half.safetensors"),
            new WeightImportOptions { Map = [new("0.weight", "weight"), new("0.bias", "bias")] });
        GoldenCase golden = GoldenFile.Read("weights").Cases.First(entry => entry.Name == "half");
        model.Weight.Value.ToArray().ShouldBe(golden.Inputs[0].Values);
        model.Bias!.Value.ToArray().ShouldBe(golden.Output.Values);
    }

    [Fact]
    public void What_is_missing_unexpected_or_of_the_wrong_shape_is_told_and_nothing_is_changed()
    {
        Sequential model = new(new ConvBlock(2, 4, 3, activation: new Relu()), new Flatten(), new Linear(192, 6), new Linear(6, 3));
        model.Initialize(1);
        float[] before = [.. model.Parameters.SelectMany(parameter => parameter.Value.ToArray())];
        WeightImportOptions options = new()
        {
            Map =
            [new("features.0", "1.conv"), new("classifier.0", "3"), new("classifier.2.weight", "4.weight"), new("norm", "ignore")]
        };
        WeightImportException error = Should.Throw<WeightImportException>(() =>
            WeightImport.Load(model, s_image, Golden("weights-cnn.safetensors"), options));
        error.Message.ShouldContain("weights-cnn.safetensors: 3 of 9 parameters and buffers of the network are in it\n");
        error.Message.ShouldContain("  missing, the network has them and the file has not: 1.norm.scale (4), 1.norm.shift (4), 4.bias "
            + "(3), 1.norm.runningMean (4), 1.norm.runningVariance (4)\n");
        error.Message.ShouldContain("  unexpected, the file has them and the network has not: classifier.2.bias (3), features.1.bias "
            + "(4), features.1.running_mean (4), features.1.running_var (4), features.1.weight (4), features.4.bias (5), "
            + "features.4.weight (5, 4, 3, 3)\n");
        error.Message.ShouldContain("  of the wrong shape: 3.weight is (6, 192) channels first, and classifier.0.weight is (6, 60)\n  "
            + "give the right names a 'map', or map to 'ignore' what is not wanted");
        error.Report.ShouldNotBeNull().WrongShape.Count.ShouldBe(1);
        model.Parameters.SelectMany(parameter => parameter.Value.ToArray()).ShouldBe(before);

        // Without the tensor of the wrong shape and the strictness the rest is taken.
        WeightReport report = WeightImport.Load(model, s_image, Golden("weights-cnn.safetensors"),
            options with { Map = [.. options.Map, new("classifier.0.weight", "ignore")], Strict = false });
        report.Loaded.ShouldBe(["1.conv.weight", "3.bias", "4.weight"]);
        report.Missing.ShouldContain("3.weight (192, 6)");
        report.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void A_name_that_is_given_twice_is_told()
    {
        Linear model = new(3, 2);
        Should.Throw<WeightImportException>(() => WeightImport.Load(model, new Shape(3), Golden("weights-half.safetensors"),
            new WeightImportOptions { Map = [new("0.weight", "bias"), new("0.bias", "bias")] }))
            .Message.ShouldContain("0.weight (2, 3), though bias has one already");
    }

    [Fact]
    public void A_recipe_begins_from_the_weights_of_a_file_and_a_resumed_run_does_not_need_it()
    {
        using TemporaryFolder folder = new();
        File.Copy(Golden("weights-cnn.safetensors"), folder.File("cnn.safetensors"));
        Recipe recipe = CnnRecipe(folder, $"initial-weights: {{file: cnn.safetensors, map: {Map}}}");
        RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        TrainerOptions options = new() { Data = Data(), RunsDirectory = folder.Root, Threads = 1 };
        using (Trainer trainer = Trainer.Start(recipe, options))
        {
            trainer.Info.InitialWeights.ShouldNotBeNull().IsComplete.ShouldBeTrue();
            ShouldPutOut(trainer.Model, "cnn");
            trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        }

        File.Delete(folder.File("cnn.safetensors"));
        File.WriteAllText(folder.File("small/recipe.yaml"), File.ReadAllText(folder.File("small/recipe.yaml"))
            .Replace("epochs: 1", "epochs: 2", StringComparison.Ordinal));
        using Trainer again = Trainer.Resume(folder.File("small"), options);
        again.Info.InitialWeights.ShouldBeNull();
        again.Run().Status.ShouldBe(TrainingStatus.Finished);

        string message = Should.Throw<RecipeException>(() => Trainer.Start(recipe, options)).Message;
        message.ShouldContain("initial-weights: cnn.safetensors: the weights cannot be read");
        Directory.Exists(folder.File("small-2")).ShouldBeFalse("a run that cannot begin leaves nothing behind");
    }

    [Fact]
    public void A_recipe_begins_from_the_checkpoint_of_another_run()
    {
        using TemporaryFolder folder = new();
        TrainerOptions options = new() { Data = Data(), RunsDirectory = folder.Root, Threads = 1 };
        float[] weights;
        using (Trainer first = Trainer.Start(CnnRecipe(folder, ""), options))
        {
            first.Run();
            weights = [.. Make.Weights(first), .. Make.Buffers(first)];
        }

        using Trainer second = Trainer.Start(CnnRecipe(folder, "initial-weights: small/checkpoints/step-000000002.safetensors"), options);
        ((float[])[.. Make.Weights(second), .. Make.Buffers(second)]).ShouldBe(weights);
    }

    [Fact]
    public void Weights_of_a_npz_file_are_read_and_channels_last_ones_are_not_turned()
    {
        using TemporaryFolder folder = new();
        Linear model = new(3, 2);
        NumpyArchive.Write(folder.File("w.npz"), new Dictionary<string, NumpyArray>
        {
            ["weight"] = NumpyArray.Of<double>(new Shape(3, 2), [1, 2, 3, 4, 5, 6]),
            ["bias"] = NumpyArray.Of<int>(new Shape(2), [7, 8]),
        });
        WeightImport.Load(model, new Shape(3), folder.File("w.npz"), new WeightImportOptions { Layout = WeightLayout.ChannelsLast });
        model.Weight.Value.ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
        model.Bias!.Value.ToArray().ShouldBe([7, 8]);
    }

    [Theory]
    [InlineData("initial-weights: {map: {a: b}}", "lacks the key 'file'")]
    [InlineData("initial-weights: {file: a, map: [b]}", "expected names of the file with those of the network")]
    [InlineData("initial-weights: {file: a, layout: channels-lost}", "did you mean 'channels-last'?")]
    public void A_fault_of_the_key_is_named(string more, string message) =>
        Should.Throw<RecipeException>(() => Make.Small(more: more)).Message.ShouldContain(message);

    internal static Sequential Cnn() => new(
        new ConvBlock(2, 4, 3, activation: new Relu()), new MaxPool2d(),
            new Conv2d(4, 5, 3, new ConvolutionOptions { Padding = 1 }, new Tanh()),
        new Flatten(), new BatchNorm(60), new Linear(60, 6, new Relu()), new Linear(6, 3));

    private static ValueList<WeightName> CnnMap() => CnnRecipe(null, $"initial-weights: {{file: a, map: {Map}}}").InitialWeights!.Map;

    private static Recipe CnnRecipe(TemporaryFolder? folder, string more) => RecipeReader.Parse($$$"""
        name: small
        model:
          - conv-block: 4
          - max-pool
          - {conv: 5, activation: tanh}
          - flatten
          - batch-norm
          - {linear: 6, activation: relu}
          - linear: outputs
        optimizer: {sgd: {rate: 0.1}}
        epochs: 1
        batch: 4
        {{{more}}}
        """, folder?.File("recipe.yaml") ?? "recipe.yaml");

    private static DataSplit Data()
    {
        RandomStream random = new(1);
        float[] inputs = [.. Enumerable.Range(0, 8 * 96).Select(_ => (float)random.NextNormal())];
        return new DataSplit(new Dataset("noise", s_image, inputs, new ClassTargets([0, 1, 2, 0, 1, 2, 0, 1], 3)), null, null);
    }

    private static void ShouldPutOut(Module model, string name)
    {
        GoldenCase golden = GoldenFile.Read("weights").Cases.First(entry => entry.Name == name);
        model.Train(false);
        Tape tape = new(new ReferenceBackend());
        float[] y = model.Apply(tape.Input(new Shape(golden.Inputs[0].Shape), golden.Inputs[0].Values)).ToArray();
        y.Length.ShouldBe(golden.Output.Values.Length);
        y.Zip(golden.Output.Values).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5 * (1 + Math.Abs(pair.Second)));
        model.Train();
    }

    private static string Golden(string file) => Path.Combine(AppContext.BaseDirectory, "golden", file);
}
