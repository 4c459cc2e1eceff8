using Weir.Nn;

namespace Weir.Onnx;

/// <summary>Attention in several heads, step by step: softmax(q·kᵀ/√d)·v.</summary>
internal sealed class AttentionForm : OnnxForm<MultiHeadAttention>
{
    protected override OnnxSignal Write(MultiHeadAttention module, OnnxSignal x, OnnxGraph graph)
    {
        int heads = module.Heads, length = x.Shape[0], width = x.Shape[1], size = width / heads;
        OnnxSignal together = graph.Apply(module.Projection, x);
        // (samples, length, 3, heads, size) to (3, samples, heads, length, size).
        string parts = graph.Node("Reshape", [together.Name, graph.Whole(0, length, 3, heads, size)]);
        parts = graph.Node("Transpose", [parts], ("perm", new[] { 2, 0, 3, 1, 4 }));
        string[] each = [.. Enumerable.Range(0, 3).Select(part => Part(graph, parts, part))];
        string queries = graph.Node("Mul", [each[0], graph.Constant("attention-scale", [], [(float)(1 / Math.Sqrt(size))])]);
        string keys = graph.Node("Transpose", [each[1]], ("perm", new[] { 0, 1, 3, 2 }));
        string scores = graph.Node("MatMul", [queries, keys]);
        if (module.IsCausal)
            scores = graph.Node("Add", [scores, graph.Constant("causal-mask", [length, length], Mask(length))]);
        string weights = graph.Node("Softmax", [scores], ("axis", -1));
        string mean = graph.Node("Transpose", [graph.Node("MatMul", [weights, each[2]])], ("perm", new[] { 0, 2, 1, 3 }));
        return graph.Apply(module.Output, x.Named(graph.Node("Reshape", [mean, graph.Whole(0, length, width)])));
    }

    private static string Part(OnnxGraph graph, string parts, int part)
    {
        string slice = graph.Node("Slice", [parts, graph.Whole(part), graph.Whole(part + 1), graph.Whole(0)]);
        return graph.Node("Squeeze", [slice, graph.Whole(0)]);
    }

    /// <summary>What makes the weights of later places 0.</summary>
    private static float[] Mask(int length)
    {
        float[] mask = new float[length * length];
        for (int place = 0; place < length; place++)
            mask.AsSpan((place * length) + place + 1, length - place - 1).Fill(-1e9f);
        return mask;
    }
}
