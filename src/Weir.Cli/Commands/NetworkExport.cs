using System.Text.Json.Nodes;
using Weir.Onnx;
using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>Writes the network that a run has come to for other programs.</summary>
internal static class NetworkExport
{
    /// <summary>Writes it as an ONNX file, with what its inputs and outputs mean.</summary>
    /// <param name="run">The run directory, or a checkpoint.</param>
    /// <param name="path">The file.</param>
    /// <returns>What was written, in a line.</returns>
    public static string Onnx(string run, string path)
    {
        TrainedNetwork network = ProgramParts.OrTold(
            $"TrainedNetwork network = TrainedNetwork.Load({ProgramParts.Quoted(run)}, registry);\n  "
                + $"OnnxExport.Write(network.Model, network.Signature.Input.SampleShape, {ProgramParts.Quoted(path)})",
            () => TrainedNetwork.Load(run));
        (InputSignature input, OutputSignature output) = (network.Signature.Input, network.Signature.Output);
        OnnxExportOptions options = new()
        {
            Name = network.Recipe.Name,
            IsTokens = input.Kind is InputKind.Text or InputKind.Tokens,
            Standardizer = network.Inputs,
            Targets = network.Targets,
            Head = output.Link switch
            {
                OutputLink.Softmax => OnnxHead.Softmax,
                OutputLink.Sigmoid => OnnxHead.Sigmoid,
                _ => OnnxHead.None,
            },
            Metadata = new Dictionary<string, string>
            {
                [ModelSignature.Key] = network.Signature.ToJson(),
                [WordOf(output.Kind)] = new JsonArray([.. output.Names.Select(name => (JsonNode)name)]).ToJsonString(),
            },
        };
        OnnxExport.Write(network.Model, input.SampleShape, path, options);
        string outputs = options.Head == OnnxHead.None ? "output" : "logits, probabilities";
        return $"{path}: input {input.SampleShape} → {outputs}";
    }

    private static string WordOf(OutputKind kind) => kind switch
    {
        OutputKind.Classes => "classes",
        OutputKind.Labels => "labels",
        _ => "values",
    };

    /// <summary>Writes its weights as PyTorch has them.</summary>
    /// <param name="run">The run directory, or a checkpoint.</param>
    /// <param name="path">The file.</param>
    /// <returns>What was written, in a line.</returns>
    public static string Weights(string run, string path)
    {
        TrainedNetwork network = ProgramParts.OrTold(
            $"TrainedNetwork network = TrainedNetwork.Load({ProgramParts.Quoted(run)}, registry);\n  "
                + $"WeightExport.Write(network.Model, network.Signature.Input.SampleShape, {ProgramParts.Quoted(path)})",
            () => TrainedNetwork.Load(run));
        IReadOnlyList<string> names = WeightExport.Write(network.Model, network.Signature.Input.SampleShape, path,
            new Dictionary<string, string> { ["format"] = "pt" });
        return $"{path}: {names.Count} tensors, {names[0]} … {names[^1]}";
    }
}
