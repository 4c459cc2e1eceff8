using Google.Protobuf;
using Weir.Data;
using Weir.Nn;
using Weir.Onnx.Protos;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>
/// Reads ONNX files of dense, convolutional and recurrent networks, with residual blocks, with those of U-Nets and with branches side by
/// side, as networks to check, train further and diagnose. Operators that are not read are named in the error, all of them.
/// </summary>
public static class OnnxImport
{
    /// <summary>The operators that are read.</summary>
    public static IReadOnlyCollection<string> Operators { get; } = [.. OnnxOperators.All.Keys];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How. Default: as the file says.</param>
    /// <exception cref="OnnxException">The file is damaged, or its network is not of a kind that is read; the message says why.</exception>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static OnnxModel Read(string path, OnnxImportOptions? options = null)
    {
        return FileException.Guard(path, "the ONNX file cannot be read", () =>
        {
            using FileStream stream = RegularFile.OpenRead(path);
            return Read(stream, path, options);
        });
    }

    /// <summary>Reads a file's content.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="options">How. Default: as the file says.</param>
    /// <exception cref="OnnxException">The content is damaged, or its network is not of a kind that is read.</exception>
    public static OnnxModel Read(Stream stream, string name, OnnxImportOptions? options = null)
    {
        if (FileLimits.Wrong(stream.Length) is { } wrong)
            throw new OnnxException($"{name}: {wrong}");
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(stream);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new OnnxException($"{name}: it is no ONNX file, or it is damaged: {error.Message}", error);
        }

        try
        {
            return Network(model, options ?? new OnnxImportOptions());
        }
        catch (OnnxException error)
        {
            throw new OnnxException($"{name}: {error.Message}", error);
        }
    }

    private static OnnxModel Network(ModelProto model, OnnxImportOptions options)
    {
        GraphProto graph = model.Graph ?? throw new OnnxException("it is no ONNX file, or it is damaged: it has no graph");
        CheckOperators(graph);
        long opset = model.OpsetImport.Where(set => set.Domain is "" or "ai.onnx").Select(set => set.Version).DefaultIfEmpty(1).Max();
        (string input, Shape sample, SignalOrder order) = new InputOfGraph(graph, options.Input).Find();
        GraphReading reading = new(graph, input, sample, order, opset, model.ProducerName == OnnxExport.Producer);
        string output = graph.Output.FirstOrDefault()?.Name ?? throw new OnnxException("its graph has no output");
        ImportedSignal last = reading.Signal(output)
            ?? throw new OnnxException($"no node makes the output '{output}' of what comes in at '{input}'");
        if (last.Order == SignalOrder.RowOfChannels)
            throw new OnnxException($"its output '{output}' is a row of an image whose channels come first; networks that put out rows of "
                + "features, or images, are read");
        int end = options.Logits ? WithoutLastFunction(reading, last.Step) : last.Step;
        List<Module> parts = new ChainOfSteps(reading.Steps).Between(0, end);
        return parts.Count > 0
            ? new OnnxModel(graph.Name, new Sequential([.. parts]), sample, last.Shape, Metadata(model))
            : throw new OnnxException("there is no layer between its input and its output");
    }

    private static int WithoutLastFunction(GraphReading reading, int end)
    {
        ImportStep step = reading.Steps[end];
        bool isOfLoss = step.Activation is { } function && IsOfLoss(function);
        if (step.IsSoftmax || (step.IsFunction && isOfLoss))
            return step.Inputs[0];
        if (isOfLoss)
            step.Activation = null;
        return end;
    }

    /// <summary>Whether a loss applies the function to outputs itself.</summary>
    private static bool IsOfLoss(Activation function) => Losses.All.Values.Any(loss => loss.Make(null).Applies == function.Kind);

    private static void CheckOperators(GraphProto graph)
    {
        string[] unknown =
        [
            .. graph.Node.Where(node => node.Domain is not ("" or "ai.onnx") || !OnnxOperators.All.ContainsKey(node.OpType))
                .GroupBy(node => node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}", StringComparer.Ordinal)
                .Select(group => $"{group.Key} ({(group.Count() == 1 ? "" : $"{group.Count()} nodes, first ")}'{NameOf(group.First())}')"),
        ];
        if (unknown.Length > 0)
        {
            string more = unknown.Length > 20 ? $", and {unknown.Length - 20} more" : "";
            throw new OnnxException($"it has operators that are not read: {string.Join(", ", unknown.Take(20))}{more}; read are "
                + string.Join(", ", OnnxOperators.All.Keys));
        }
    }

    private static string NameOf(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault() ?? "";

    private static Dictionary<string, string> Metadata(ModelProto model)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        foreach (StringStringEntryProto entry in model.MetadataProps)
            metadata[entry.Key] = entry.Value;
        return metadata;
    }
}
