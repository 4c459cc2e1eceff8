using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>A signal on its way through a graph.</summary>
/// <param name="Name">The name of the value in the graph.</param>
/// <param name="Shape">The shape of one sample, as Weir has it: channels last.</param>
/// <param name="Layout">How its axes stand in the graph. Default channels last.</param>
/// <param name="IsWhole">Whether its numbers are int64, as tokens are; else float32. Default false.</param>
public readonly record struct OnnxSignal(
    string Name, Shape Shape, OnnxLayout Layout = OnnxLayout.ChannelsLast, bool IsWhole = false)
{
    /// <summary>A signal of the same shape, as what a function of each entry makes.</summary>
    /// <param name="name">Its name.</param>
    public OnnxSignal Named(string name) => this with { Name = name };
}
