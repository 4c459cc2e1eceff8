using Google.Protobuf;
using Weir.Data;
using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;
using static Weir.Onnx.Protos.TensorProto.Types;

namespace Weir.Onnx;

/// <summary>
/// Writes a network as an ONNX file (opset 20), as it is in evaluation, for any number of samples at a time. Inputs have the shape that
/// Weir has: images are (batch, height, width, channels).
/// </summary>
public static class OnnxExport
{
    /// <summary>Who has written a file, as it says.</summary>
    internal const string Producer = "Weir";

    // Gelu came with opset 20, of ONNX 1.15 (2023), which goes with version 9 of the format.
    private const int Opset = 20, Format = 9;

    /// <summary>Writes a file: under another name first, and then in its place.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">Shape of one sample.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Names, scaling, what else it holds.</param>
    /// <exception cref="OnnxException">A layer has no ONNX form, or the network is larger than an ONNX file may be.</exception>
    /// <exception cref="FileException">The file cannot be written.</exception>
    public static void Write(Module network, Shape input, string path, OnnxExportOptions? options = null)
    {
        ModelProto model = Model(network, input, options ?? new OnnxExportOptions());
        // A name that no file of the user has.
        string unfinished = $"{path}.{Guid.NewGuid():n}.tmp";
        FileException.Guard(path, "the ONNX file cannot be written", () =>
        {
            try
            {
                using (FileStream stream = RegularFile.Create(unfinished))
                    model.WriteTo(stream);
                DiskSync.Replace(unfinished, path);
            }
            catch
            {
                File.Delete(unfinished);
                throw;
            }
        });
    }

    /// <summary>The content of such a file.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">Shape of one sample.</param>
    /// <param name="options">Names, scaling, what else it holds.</param>
    /// <exception cref="OnnxException">A layer has no ONNX form, or the network is larger than an ONNX file may be.</exception>
    public static byte[] ToBytes(Module network, Shape input, OnnxExportOptions? options = null) =>
        Model(network, input, options ?? new OnnxExportOptions()).ToByteArray();

    private static ModelProto Model(Module network, Shape input, OnnxExportOptions options)
    {
        string[] outputs = options.Head == OnnxHead.None ? ["output"] : ["logits", "probabilities"];
        ModelProto model = new()
        {
            IrVersion = Format,
            ProducerName = Producer,
            ProducerVersion = typeof(OnnxExport).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = new GraphProto { Name = options.Name },
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
        };
        OnnxGraph graph = new(model.Graph, network, options.Forms, [options.Input, .. outputs]);
        model.Graph.Input.Add(Value(options.Input, input, options.IsTokens));
        OnnxSignal x = Standardized(new OnnxSignal(options.Input, input, IsWhole: options.IsTokens), graph, options.Standardizer);
        OnnxSignal y = graph.ChannelsLast(graph.Apply(network, x));
        y = InOwnUnit(y, graph, options.Targets);
        graph.Name(y, outputs[0]);
        if (options.Head != OnnxHead.None)
        {
            graph.Name(y.Named(options.Head == OnnxHead.Softmax ? graph.Node("Softmax", [y.Name], ("axis", -1))
                : graph.Node("Sigmoid", [y.Name])), outputs[1]);
        }

        foreach (string output in outputs)
            model.Graph.Output.Add(Value(output, y.Shape, isWhole: false));
        foreach ((string key, string value) in options.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return graph.Bytes < int.MaxValue - (1 << 20) ? model : throw new OnnxException(
            $"the numbers of the network are {graph.Bytes} bytes, and an ONNX file holds at most 2 GB");
    }

    /// <summary>(x − mean) / scale, as the run saw its inputs.</summary>
    private static OnnxSignal Standardized(OnnxSignal x, OnnxGraph graph, Standardizer standardizer)
    {
        if (standardizer.Kind == Standardization.None)
            return x;
        int[] lengths = Lengths(standardizer, x.Shape);
        string moved = graph.Node("Sub", [x.Name, graph.Constant("input-mean", lengths, standardizer.Mean)]);
        return x.Named(graph.Node("Div", [moved, graph.Constant("input-scale", lengths, standardizer.Scale)]));
    }

    /// <summary>y · scale + mean, which brings outputs to the unit of the targets.</summary>
    private static OnnxSignal InOwnUnit(OnnxSignal y, OnnxGraph graph, Standardizer targets)
    {
        if (targets.Kind == Standardization.None)
            return y;
        int[] lengths = Lengths(targets, y.Shape);
        string scaled = graph.Node("Mul", [y.Name, graph.Constant("target-scale", lengths, targets.Scale)]);
        return y.Named(graph.Node("Add", [scaled, graph.Constant("target-mean", lengths, targets.Mean)]));
    }

    private static int[] Lengths(Standardizer standardizer, Shape sample)
    {
        int count = standardizer.Mean.Length;
        return standardizer.Kind == Standardization.PerFeature && count == sample.Size ? sample.ToArray()
            : count == 1 ? []
            : count == sample[^1] ? [count]
            : throw new OnnxException($"a standardizer of {count} numbers does not fit samples of shape {sample}");
    }

    private static ValueInfoProto Value(string name, Shape sample, bool isWhole)
    {
        TensorShapeProto shape = new() { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "batch" } } };
        foreach (int length in sample.ToArray())
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)(isWhole ? DataType.Int64 : DataType.Float), Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
