using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Operations;

/// <summary>Not-a-number, infinities, zeros, denormals and the ends of the range: both backends must tell the same story.</summary>
public sealed class SpecialValueTests
{
    private static readonly float[] Sizes =
        [0, float.Epsilon, 1e-40f, 1.2e-38f, 1e-30f, 1e-20f, 1e-10f, 1e-4f, 0.4999f, 0.5f, 1, 3, 10, 17, 50, 87, 88, 100, 104, 110, 1000,
            1e10f, 1e20f, 3e38f, float.MaxValue, float.PositiveInfinity];

    private static readonly float[] All = [float.NaN, .. Sizes, .. Sizes.Select(size => -size)];

    /// <summary>Results below the normal range of float32 may be lost.</summary>
    private static readonly Tolerance Near = Tolerance.Transcendental with { Relative = 5e-6 };

    private static readonly float[] Fewer =
        [float.NaN, 0, -0f, 1e-40f, -1e-40f, 1e-30f, -1e-30f, 1e-10f, 0.5f, -0.5f, 1, -1, 20, -20, 100, -100, 1e20f, -1e20f, 1e38f, -1e38f,
            float.PositiveInfinity, float.NegativeInfinity];

    public static TheoryData<VectorWidth, int> Widths => TestBackends.Simd;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Elementwise_operations_treat_them_like_the_oracle(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        Check(backend, Elementwise.All.Select(operation =>
            new OperationCase(operation.Name, x => operation.Apply(x[0], 0.5f), new Shape(All.Length))), [All]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Arithmetic_operations_treat_them_like_the_oracle(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        float[] left = [.. Fewer.SelectMany(a => Fewer.Select(_ => a))], right = [.. Fewer.SelectMany(_ => Fewer)];
        Shape shape = new(left.Length);
        Check(backend, Arithmetic.All.Select(operation =>
            new OperationCase(operation.Name, x => operation.Apply(x[0], x[1], 0.5f), shape, shape)), [left, right]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Softmax_and_cross_entropy_treat_infinities_like_the_oracle(VectorWidth width, int threads)
    {
        using SimdBackend backend = TestBackends.Create(width, threads);
        const float Infinity = float.PositiveInfinity;
        float[] rows = [1, -Infinity, 2, -Infinity, -Infinity, -Infinity, 1, Infinity, 2, 1, float.NaN, 2, 1000, -1000, 0, 3e38f, -3e38f,
            0];
        foreach (float smoothing in new[] { 0, 0.25f })
        {
            Check(
                backend,
                [
                    new OperationCase("softmax", x => x[0].Softmax(), new Shape(6, 3)),
                    new OperationCase("logSoftmax", x => x[0].LogSoftmax(), new Shape(6, 3)),
                    new OperationCase("crossEntropy", x => x[0].CrossEntropy(new Indices(0, 1, 2, 0, 0, 1), smoothing), new Shape(6, 3)),
                ],
                [rows]);
        }
    }

    private static void Check(Backend backend, IEnumerable<OperationCase> cases, float[][] inputs)
    {
        List<string> mistakes = [];
        foreach (OperationCase operation in cases)
        {
            // The values as they are, and the gradient of their sum with all weights 1.
            (float[] values, float[]?[] gradients) = Run(TestBackends.Reference, operation, inputs);
            (float[] actual, float[]?[] actualGradients) = Run(backend, operation, inputs);
            mistakes.AddRange(Mistakes($"{operation.Name}", values, actual));
            for (int i = 0; i < inputs.Length; i++)
                mistakes.AddRange(Mistakes($"gradient {i} of {operation.Name}", gradients[i]!, actualGradients[i]!));

            IEnumerable<string> Mistakes(string what, float[] expected, float[] found) =>
                from i in Enumerable.Range(0, expected.Length)
                where !Near.Agree(expected[i], found[i])
                select $"{what} at {(i < inputs[0].Length ? string.Join(", ", inputs.Select(x => x[i].ToString("g5"))) : $"row {i}")} is "
                    + $"{found[i]:g9}, expected {expected[i]:g9}";
        }

        mistakes.ShouldBeEmpty();
    }

    private static (float[] Values, float[]?[] Gradients) Run(Backend backend, OperationCase operation, float[][] inputs)
    {
        Tape tape = new(backend);
        Tensor[] leaves = [.. operation.Shapes.Select((shape, i) => Tensor.Leaf(shape, inputs[i], needsGradient: true))];
        Tensor one = tape.Full(Shape.Scalar, 1);
        Tensor output = operation.Apply([.. leaves.Select(leaf => leaf.Multiply(one))]);
        float[] values = output.ToArray();
        tape.Backward(output.Sum());
        return (values, [.. leaves.Select(leaf => leaf.Gradient())]);
    }
}
