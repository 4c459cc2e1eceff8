using Weir.Nn;
using Weir.Tensors;

namespace Weir.Onnx;

/// <summary>
/// The mean of windows that cover an image evenly, of which ONNX has none: two products, with the shares that each row and each column has
/// in those of the output.
/// </summary>
internal sealed class AdaptiveAveragePoolForm : OnnxForm<AdaptiveAveragePool2d>
{
    protected override OnnxSignal Write(AdaptiveAveragePool2d module, OnnxSignal x, OnnxGraph graph)
    {
        x = graph.ChannelsFirst(x);
        (int height, int width, Extent output) = (x.Shape[0], x.Shape[1], module.Output);
        string rows = graph.Constant("row-shares", [output.Height, height], Shares(height, output.Height));
        string columns = graph.Constant("column-shares", [width, output.Width],
            AxisOrder.Exchanged(Shares(width, output.Width), output.Width, width));
        string name = graph.Node("MatMul", [graph.Node("MatMul", [rows, x.Name]), columns]);
        return x with { Name = name, Shape = new Shape(output.Height, output.Width, x.Shape[2]) };
    }

    /// <summary>What each of the inputs (columns) has of each output (row): window i reaches from ⌊i·n/m⌋ to ⌈(i + 1)·n/m⌉.</summary>
    private static float[] Shares(int inputs, int outputs)
    {
        float[] shares = new float[outputs * inputs];
        for (int output = 0; output < outputs; output++)
        {
            int first = (int)((long)output * inputs / outputs), end = (int)((((long)(output + 1) * inputs) + outputs - 1) / outputs);
            shares.AsSpan((output * inputs) + first, end - first).Fill(1f / (end - first));
        }

        return shares;
    }
}
