using Weir.Data;
using Weir.Onnx;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

namespace Weir.Cli.Tests.Commands;

public sealed class ExportCommandTests
{
    private const string Recipe = """
        name: tiny
        data: {source: friedman, training: 200, validation: 50, test: 0, standardize: per-feature}
        model: [{linear: 8, activation: relu}, linear: outputs]
        loss: mean-squared-error
        optimizer: {adam: {rate: 0.01}}
        epochs: 2
        """;

    [Fact]
    public void The_network_is_written_as_ONNX_with_its_scaling_and_what_it_means()
    {
        using Folder folder = new();
        Train(folder);
        using TestTerminal terminal = new();
        terminal.Run("export", "tiny", "--runs", folder["runs"], "--onnx", folder["tiny.onnx"]).ShouldBe(0, terminal.Errors);
        terminal.Output.Trim().ShouldBe($"{folder["tiny.onnx"]}: input (10) → output");

        OnnxModel model = OnnxImport.Read(folder["tiny.onnx"]);
        model.Network.Parts.Select(part => part.Kind).ShouldBe(["subtract-constant", "divide-constant", "linear+relu", "linear",
            "multiply-constant", "add-constant"]);
        model.Metadata["values"].ShouldBe("[\"value 1\"]");
        ModelSignature.Parse(model.Metadata["weir.signature"], "tiny.onnx").Input.SampleShape.ShouldBe(new Shape(10));
        TrainedNetwork trained = TrainedNetwork.Load(Path.Combine(folder["runs"], "tiny"));
        float[] raw = DataSources.Load("friedman", new DataRequest { TrainingCount = 3 }).Training.Inputs;
        float[] scaled = [.. raw];
        trained.Inputs.ApplyInPlace(scaled);
        float[] expected = Run(trained.Model, scaled);
        trained.Targets.UndoInPlace(expected);
        float[] found = Run(model.Network, raw);
        found.Length.ShouldBe(3);
        for (int i = 0; i < found.Length; i++)
            found[i].ShouldBe(expected[i], 1e-4f * Math.Abs(expected[i]));
    }

    [Fact]
    public void Weights_are_written_for_PyTorch_and_begin_another_run()
    {
        using Folder folder = new();
        Train(folder);
        using TestTerminal terminal = new();
        terminal.Run("export", "tiny", "--runs", folder["runs"], "--safetensors", folder["tiny.safetensors"]).ShouldBe(0, terminal.Errors);
        terminal.Output.Trim().ShouldBe($"{folder["tiny.safetensors"]}: 4 tensors, 1.bias … 2.weight");
        Safetensors.Read(folder["tiny.safetensors"]).Tensors["1.weight"].Shape.ShouldBe([8L, 10]);
        File.WriteAllText(folder["next.yaml"], Recipe.Replace("name: tiny", "name: next\ninitial-weights: tiny.safetensors",
            StringComparison.Ordinal));
        using TestTerminal next = new();
        next.Run("train", folder["next.yaml"], "--runs", folder["runs"], "--threads", "1", "--no-report").ShouldBe(0, next.Errors);
    }

    /// <summary>A recipe that was named by mistake was written over.</summary>
    [Theory]
    [InlineData("--onnx", "tiny.yaml", ".onnx")]
    [InlineData("--safetensors", "table.csv", ".safetensors")]
    public void A_network_takes_the_place_of_no_other_kind_of_file(string option, string name, string ending)
    {
        using Folder folder = new();
        File.WriteAllText(folder[name], "mine");
        using TestTerminal terminal = new();
        terminal.Run("export", "tiny", "--runs", folder["runs"], option, folder[name]).ShouldBe(2);
        terminal.Errors.ShouldContain($"{name}' must end in {ending}");
        File.ReadAllText(folder[name]).ShouldBe("mine");
    }

    [Fact]
    public void An_ONNX_file_is_the_model_of_a_recipe()
    {
        using Folder folder = new();
        Train(folder);
        using TestTerminal terminal = new();
        terminal.Run("export", "tiny", "--runs", folder["runs"], "--onnx", folder["tiny.onnx"]).ShouldBe(0, terminal.Errors);
        File.WriteAllText(folder["again.yaml"], """
            data: {source: friedman, training: 200, validation: 50, test: 0, targets: none}
            model: [{onnx: tiny.onnx, drop: 3}, linear: outputs]
            loss: mean-squared-error
            optimizer: {adam: {rate: 0.01}}
            epochs: 1
            """);
        using TestTerminal again = new();
        again.Run("train", folder["again.yaml"], "--runs", folder["runs"], "--threads", "1", "--no-report").ShouldBe(0, again.Errors);
        // The run's recipe names the file where it lies.
        using TestTerminal resumed = new();
        resumed.Run("resume", "again", "--runs", folder["runs"]).ShouldBe(0, resumed.Errors);
        using TestTerminal check = new();
        check.Run("summary", folder["again.yaml"]).ShouldBe(0, check.Errors);
        check.Output.ShouldContain("subtract-constant");
    }

    [Fact]
    public void The_best_network_is_written_where_it_is_asked_for()
    {
        using Folder folder = new();
        // Of twenty samples everything is learnt by heart, which is not the best for others.
        File.WriteAllText(folder["tiny.yaml"], Recipe.Replace("training: 200", "training: 20", StringComparison.Ordinal)
            .Replace("linear: 8", "linear: 64", StringComparison.Ordinal).Replace("epochs: 2", "epochs: 200", StringComparison.Ordinal));
        using TestTerminal train = new();
        train.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1", "--no-report").ShouldBe(0, train.Errors);
        using TestTerminal terminal = new();
        terminal.Run("export", "tiny", "--best", "--runs", folder["runs"], "--safetensors", folder["best.safetensors"])
            .ShouldBe(0, terminal.Errors);
        terminal.Run("export", "tiny", "--runs", folder["runs"], "--safetensors", folder["last.safetensors"]).ShouldBe(0, terminal.Errors);
        string best = RunDirectory.BestCheckpoint(Path.Combine(folder["runs"], "tiny"))!;
        float[] bias = TrainedNetwork.Load(best).Model.Parameters[1].Value.ToArray();
        Safetensors.Read(folder["best.safetensors"]).Tensors["1.bias"].Floats().ShouldBe(bias);
        Safetensors.Read(folder["last.safetensors"]).Tensors["1.bias"].Floats().ShouldNotBe(bias);
        // A checkpoint stands for its network.
        terminal.Run("export", best, "--onnx", folder["best.onnx"]).ShouldBe(0, terminal.Errors);
        using TestTerminal wrong = new();
        wrong.Run("export", "tiny", "--best", "--runs", folder["runs"], "--csv", folder["csv"]).ShouldBe(2);
        wrong.Errors.ShouldContain("--best says which network is written; it goes with --onnx or --safetensors");
    }

    [Fact]
    public void Nothing_to_write_is_said()
    {
        using Folder folder = new();
        using TestTerminal terminal = new();
        terminal.Run("export", "tiny", "--runs", folder["runs"]).ShouldNotBe(0);
        terminal.Errors.ShouldContain("say what to write: --onnx FILE, --safetensors FILE, --csv DIR, --parquet DIR or --tensorboard DIR");
    }

    private static void Train(Folder folder)
    {
        File.WriteAllText(folder["tiny.yaml"], Recipe);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["tiny.yaml"], "--runs", folder["runs"], "--threads", "1", "--no-report").ShouldBe(0, terminal.Errors);
    }

    private static float[] Run(Weir.Nn.Module network, float[] samples)
    {
        Tape tape = new(new ReferenceBackend());
        using IDisposable evaluating = network.Evaluating();
        tape.Begin(recording: false);
        return network.Apply(tape.Input(new Shape(samples.Length / 10, 10), samples)).ToArray();
    }
}
