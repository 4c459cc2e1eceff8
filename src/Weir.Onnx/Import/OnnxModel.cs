using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A network that was read from an ONNX file.</summary>
/// <param name="Name">The name of its graph.</param>
/// <param name="Network">The network, with the file's values; images come in with their channels last.</param>
/// <param name="Input">Shape of one sample.</param>
/// <param name="Output">Shape of what goes out for one sample.</param>
/// <param name="Metadata">Texts that the file keeps by name.</param>
public sealed record OnnxModel(
    string Name, Sequential Network, Shape Input, Shape Output, IReadOnlyDictionary<string, string> Metadata);
