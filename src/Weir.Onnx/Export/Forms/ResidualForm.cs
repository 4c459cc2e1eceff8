using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Branch and shortcut added, and the function behind them.</summary>
internal sealed class ResidualForm : OnnxForm<Residual>
{
    protected override OnnxSignal Write(Residual module, OnnxSignal x, OnnxGraph graph)
    {
        OnnxSignal branch = graph.Apply(module.Branch, x);
        OnnxSignal shortcut = module.Projection is { } projection ? graph.Apply(projection, x) : x;
        shortcut = branch.Layout == OnnxLayout.ChannelsFirst ? graph.ChannelsFirst(shortcut) : graph.ChannelsLast(shortcut);
        OnnxSignal y = branch.Named(graph.Node("Add", [branch.Name, shortcut.Name]));
        return module.Activation is { } activation ? graph.Apply(activation, y) : y;
    }
}
