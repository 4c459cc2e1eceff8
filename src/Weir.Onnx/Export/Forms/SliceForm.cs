namespace Weir.Onnx;

/// <summary>A run of entries along an axis, or one entry without its axis.</summary>
internal sealed class SliceForm : OnnxForm<Slice>
{
    protected override OnnxSignal Write(Slice module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsLast(x);
        (int axis, int start, int length, bool drops) = module.Run;
        string name = graph.Node("Slice",
            [x.Name, graph.Whole(start), graph.Whole(start + length), graph.Whole(axis + 1)]);
        if (drops)
            name = graph.Node("Squeeze", [name, graph.Whole(axis + 1)]);
        return x with { Name = name, Shape = module.Output(x.Shape) };
    }
}
