using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Batch norm by its running statistics.</summary>
internal sealed class BatchNormForm : OnnxForm<BatchNorm>
{
    protected override OnnxSignal Write(BatchNorm module, OnnxSignal x, OnnxGraph graph)
    {
        int[] channels = module.Scale.Shape.ToArray();
        float[] mean = module.RunningMean.Value.ToArray(), variance = module.RunningVariance.Value.ToArray();
        if (x.Shape.Rank == 2)
            return OverLastAxis(module, x, graph, mean, variance);
        x = graph.ChannelsFirst(x);
        return x.Named(graph.Node(
            "BatchNormalization",
            [x.Name, graph.Constant(module.Scale), graph.Constant(module.Shift), graph.Constant("running-mean", channels, mean),
                graph.Constant("running-variance", channels, variance)],
            ("epsilon", module.Epsilon)));
    }

    /// <summary>Along a sequence the channels are the last axis, where ONNX has no batch norm: a factor and an offset for each.</summary>
    private static OnnxSignal OverLastAxis(BatchNorm module, OnnxSignal x, OnnxGraph graph, float[] mean, float[] variance)
    {
        float[] factor = module.Scale.Value.ToArray(), offset = module.Shift.Value.ToArray();
        for (int i = 0; i < factor.Length; i++)
        {
            factor[i] = (float)(factor[i] / Math.Sqrt(variance[i] + module.Epsilon));
            offset[i] -= factor[i] * mean[i];
        }

        string scaled = graph.Node("Mul", [x.Name, graph.Constant(module.Scale, [factor.Length], factor)]);
        return x.Named(graph.Node("Add", [scaled, graph.Constant(module.Shift, [offset.Length], offset)]));
    }
}
