using Weir.Nn;

namespace Weir.Onnx;

/// <summary>A function of each entry that ONNX has as one operator.</summary>
/// <typeparam name="TActivation">The function.</typeparam>
/// <param name="operation">The operator.</param>
/// <param name="attributes">What it is told, each by name.</param>
internal sealed class ElementwiseForm<TActivation>(
    string operation, params (string Name, Func<TActivation, float> Value)[] attributes) : OnnxForm<TActivation>
    where TActivation : Activation
{
    protected override OnnxSignal Write(TActivation module, OnnxSignal x, OnnxGraph graph) => x.Named(graph.Node(
        operation, [x.Name], [.. attributes.Select(attribute => (attribute.Name, (object)attribute.Value(module)))]));
}
