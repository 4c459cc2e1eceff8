using Weir.Nn;
using Weir.Onnx;
using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Training.Tests.Runs;

/// <summary>A run whose network comes from a file keeps what it needs.</summary>
public sealed class KeptFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "[{onnx: 'FILE', drop: 1}, linear: outputs]")]
    [InlineData(true, "[{onnx: 'FILE', drop: 1}, linear: outputs]")]
    [InlineData(true, "[linear: 2, {residual: [{concat: [{onnx: 'FILE', drop: 1}]}, linear: 2], repeat: 2}, linear: outputs]")]
    public void A_run_is_used_and_goes_on_where_the_onnx_file_is_gone_or_another(bool another, string model)
    {
        string file = Network("relu", new Relu());
        Recipe recipe = RecipeReader.Parse($$$"""
            name: small
            data: {source: moons, training: 64, validation: 16, test: 16}
            model: {{{model.Replace("FILE", file, StringComparison.Ordinal)}}}
            loss: cross-entropy
            optimizer: {sgd: {rate: 0.1}}
            epochs: 4
            """);
        float[] before, sample = [0.5f, -0.25f];
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = _folder.Root }))
        {
            using CancellationTokenSource stop = new();
            trainer.Run(new Witness { AtSample = flow => { if (flow.Step == 3) stop.Cancel(); } }, stop.Token).Steps.ShouldBe(3);
            before = Outputs(trainer.Model, sample);
        }

        File.Delete(file);
        if (another)
            File.Move(Network("tanh", new Tanh()), file);
        string run = _folder.File("small");
        TrainedNetwork network = TrainedNetwork.Load(run);
        Outputs(network.Model, sample).ShouldBe(before);
        network.Another!().ParameterCount.ShouldBe(network.Model.ParameterCount);
        File.ReadAllText(Path.Combine(run, "recipe.yaml")).ShouldContain(file);

        using Trainer resumed = Trainer.Resume(run);
        Outputs(resumed.Model, sample).ShouldBe(before);
        resumed.Run().Steps.ShouldBeGreaterThan(0);
        TrainedNetwork.Load(Path.Combine(run, "checkpoints", "best.safetensors")).Recipe.Name.ShouldBe("small");
    }

    [Fact]
    public void A_file_of_a_layer_within_others_is_found_beside_the_recipe()
    {
        string folder = Path.GetDirectoryName(Network("near", new Relu()))!;
        string recipe = _folder.File("recipe.yaml");
        File.WriteAllText(recipe, "model: [{residual: [{concat: [{onnx: near.onnx}]}, linear: 2]}, linear: outputs]\n"
            + "optimizer: {sgd: {rate: 0.1}}\n");
        LayerWalk.All(RecipeReader.Read(recipe).Model).Select(each => (each.Place, each.Layer.NeededFile)).ShouldBe(
            [("1", null), ("1.1", null), ("1.1.1", Path.Combine(folder, "near.onnx")), ("1.2", null), ("2", null)]);
    }

    private static float[] Outputs(Module network, float[] sample)
    {
        using IDisposable evaluating = network.Evaluating();
        Tape tape = new(new ReferenceBackend());
        tape.Begin(recording: false);
        return network.Apply(tape.Input(new Shape(1, sample.Length), sample)).ToArray();
    }

    private string Network(string name, Activation function)
    {
        Sequential network = new(new Linear(2, 8, function), new Linear(8, 3));
        network.Initialize(seed: 1);
        string file = _folder.File($"{name}.onnx");
        OnnxExport.Write(network, new Shape(2), file);
        return file;
    }
}
