using Weir.Testing;

namespace Weir.Tensors.Tests.Golden;

/// <summary>What the names in the golden files stand for here.</summary>
internal static class GoldenOperations
{
    public static Tensor Apply(GoldenCase golden, Tensor[] x)
    {
        float[] n = golden.Numbers ?? [];
        int[] whole = [.. n.Select(number => (int)number)];
        Indices indices = new(golden.Indices ?? []);
        if (Elementwise.All.FirstOrDefault(operation => operation.Name == golden.Operation) is { } unary)
            return unary.Apply(x[0], n[0]);
        if (Arithmetic.All.FirstOrDefault(operation => operation.Name == golden.Operation) is { } binary)
            return binary.Apply(x[0], x[1], n[0]);
        return golden.Operation switch
        {
            "sum" => x[0].Sum(whole[0], whole[1] == 1),
            "mean" => x[0].Mean(whole[0], whole[1] == 1),
            "max" => x[0].Max(whole[0], whole[1] == 1),
            "sumAll" => x[0].Sum(),
            "meanAll" => x[0].Mean(),
            "softmax" => x[0].Softmax(),
            "logSoftmax" => x[0].LogSoftmax(),
            "crossEntropy" => x[0].CrossEntropy(indices, n[0]),
            "meanCrossEntropy" => x[0].CrossEntropy(indices).Mean(),
            "meanSigmoidCrossEntropy" => x[0].SigmoidCrossEntropyError(x[1]).Mean(),
            "meanSquaredError" => x[0].SquaredError(x[1]).Mean(),
            "meanAbsoluteError" => x[0].AbsoluteError(x[1]).Mean(),
            "meanHuberError" => x[0].HuberError(x[1], n[0]).Mean(),
            "matrixMultiply" => x[0].MatrixMultiply(x[1], n[0] == 1, n[1] == 1),
            "affine" => x[0].Affine(x[1], x.Length > 2 ? x[2] : null),
            "affine relu" => x[0].Affine(x[1], x[2], Elementwise.Named("relu")),
            "affine sigmoid" => x[0].Affine(x[1], x[2], Elementwise.Named("sigmoid")),
            "affine tanh" => x[0].Affine(x[1], x[2], Elementwise.Named("tanh")),
            "gather" => x[0].Gather(indices),
            "concatenate" => Shaping.Concatenate(whole[0], x),
            "slice" => x[0].Slice(whole[0], whole[1], whole[2]),
            "transpose" => x[0].Transpose(whole),
            "reshape" => x[0].Reshape(new Shape(whole)),
            "scale" => x[0].Scale(n[0]),
            "network" => Network(x, indices),
            _ => throw new InvalidOperationException($"no operation is known for the golden case {golden.Operation}"),
        };
    }

    private static Tensor Network(Tensor[] x, Indices labels)
    {
        Tensor hidden = x[0].Affine(x[1], x[2], Elementwise.Named("tanh"));
        Tensor logits = hidden.Affine(x[3], x[4]);
        // Putting the weight on the tape by way of the input's tape: multiplied by 1.
        Tensor weight = x[1].Multiply(hidden.Slice(0, 0, 1).Slice(1, 0, 1).Scale(0).Shift(1).Reshape(Shape.Scalar));
        Tensor penalty = weight.Square().Sum().Scale(0.125f);
        return logits.CrossEntropy(labels).Mean().Add(penalty);
    }
}
