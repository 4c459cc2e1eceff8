namespace Weir.Onnx;

/// <summary>The operators that are read, each with what reads a node of it. A new one is a line here.</summary>
internal static class OnnxOperators
{
    public static IReadOnlyDictionary<string, Action<NodeReading>> All { get; } =
        new SortedDictionary<string, Action<NodeReading>>(StringComparer.Ordinal)
        {
            ["Add"] = ArithmeticOperators.Read,
            ["AveragePool"] = PoolOperators.Average,
            ["BatchNormalization"] = NormOperators.Batch,
            ["Cast"] = ShapeOperators.Cast,
            ["Clip"] = FunctionOperators.Clip,
            ["Concat"] = WholeOperators.Concatenate,
            ["Constant"] = WholeOperators.Constant,
            ["Conv"] = ProductOperators.Convolution,
            ["ConvTranspose"] = SizeOperators.TransposedConvolution,
            ["Div"] = ArithmeticOperators.Read,
            ["Dropout"] = FunctionOperators.Dropout,
            ["Elu"] = FunctionOperators.Elu,
            ["Exp"] = FunctionOperators.Exponential,
            ["Flatten"] = ShapeOperators.Flatten,
            ["Gather"] = WholeOperators.Gather,
            ["Gelu"] = FunctionOperators.Gelu,
            ["Gemm"] = ProductOperators.Gemm,
            ["GlobalAveragePool"] = PoolOperators.GlobalAverage,
            ["GlobalMaxPool"] = PoolOperators.GlobalMaximum,
            ["Identity"] = ShapeOperators.Identity,
            ["LayerNormalization"] = NormOperators.Layer,
            ["LeakyRelu"] = FunctionOperators.LeakyRelu,
            ["MatMul"] = ProductOperators.Product,
            ["MaxPool"] = PoolOperators.Maximum,
            ["Mul"] = ArithmeticOperators.Read,
            ["PRelu"] = FunctionOperators.PRelu,
            ["ReduceMean"] = PoolOperators.Mean,
            ["Relu"] = FunctionOperators.Relu,
            ["Reshape"] = ShapeOperators.Reshape,
            ["Resize"] = SizeOperators.Resize,
            ["Selu"] = FunctionOperators.Selu,
            ["Shape"] = WholeOperators.Shape,
            ["Sigmoid"] = FunctionOperators.Sigmoid,
            ["Softmax"] = FunctionOperators.Softmax,
            ["Softplus"] = FunctionOperators.Softplus,
            ["Squeeze"] = ShapeOperators.Squeeze,
            ["Sub"] = ArithmeticOperators.Read,
            ["Tanh"] = FunctionOperators.Tanh,
            ["Transpose"] = ShapeOperators.Transpose,
            ["Unsqueeze"] = WholeOperators.Unsqueeze,
        };
}
