namespace Weir.Onnx;

/// <summary>Zeros around an image.</summary>
internal sealed class ZeroPaddingForm : OnnxForm<ZeroPadding>
{
    protected override OnnxSignal Write(ZeroPadding module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsFirst(x);
        (int top, int left, int bottom, int right) = module.Sides;
        return x with
        {
            Name = graph.Node("Pad", [x.Name, graph.Whole(0, 0, top, left, 0, 0, bottom, right)]),
            Shape = module.Output(x.Shape),
        };
    }
}
