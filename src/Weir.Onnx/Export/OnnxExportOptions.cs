using Weir.Data;

namespace Weir.Onnx;

/// <summary>Options of <see cref="OnnxExport"/>.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>The graph's name. Default <c>network</c>.</summary>
    public string Name { get; init; } = "network";

    /// <summary>The input's name. Default <c>input</c>.</summary>
    public string Input { get; init; } = "input";

    /// <summary>Whether inputs are tokens, which are int64; else they are float32. Default false.</summary>
    public bool IsTokens { get; init; }

    /// <summary>What inputs are scaled by before the network; it becomes a part of the graph. Default: nothing.</summary>
    public Standardizer Standardizer { get; init; } = Standardizer.Identity;

    /// <summary>
    /// What targets were scaled by in training; outputs of the graph are in the targets' own unit. Default: nothing.
    /// </summary>
    public Standardizer Targets { get; init; } = Standardizer.Identity;

    /// <summary>What is made of the outputs besides. Default: nothing.</summary>
    public OnnxHead Head { get; init; }

    /// <summary>Texts that the file keeps by name, as the names of classes. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>How modules are written. Default: those of the library.</summary>
    public OnnxForms Forms { get; init; } = OnnxForms.BuiltIn;
}
