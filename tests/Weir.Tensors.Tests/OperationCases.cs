using Weir.Tensors.Backends;

namespace Weir.Tensors.Tests;

/// <summary>
/// The operations with the shapes that they are tested in. The families that are lists are taken from the lists, so that
/// a new operation is covered as soon as it is listed.
/// </summary>
internal static class OperationCases
{
    /// <summary>Single, one entry, empty, odd, and large enough for two threads (more than 32,768 entries).</summary>
    private static readonly Shape[] Shapes = [Shape.Scalar, new(1), new(0, 5), new(3, 5), new(7, 33), new(129, 17), new(211, 199)];

    private static readonly Shape[] SmallShapes = [new(3, 5), new(2, 3, 2)];

    /// <summary>Pairs that meet by broadcasting: equal, scalar, row, column, middle axis, missing axes, both sides, empty, large.</summary>
    private static readonly (Shape Left, Shape Right)[] Pairs =
    [
        (new(3, 5), new(3, 5)), (new(129, 17), new(129, 17)), (new(211, 199), new(211, 199)), (new(0, 5), new(0, 5)), (new(1), new(1)),
        (Shape.Scalar, Shape.Scalar), (new(7, 33), Shape.Scalar), (Shape.Scalar, new(7, 33)), (new(7, 33), new(1, 1)),
        (new(7, 33), new(33)), (new(33), new(7, 33)), (new(129, 17), new(1, 17)), (new(3, 5), new(5)),
        (new(7, 33), new(7, 1)), (new(7, 1), new(7, 33)), (new(5, 3), new(5, 1)),
        (new(4, 6, 19), new(4, 1, 19)), (new(4, 1, 19), new(4, 6, 19)), (new(3, 4, 5), new(1, 4, 1)), (new(2, 3, 2, 17), new(3, 1, 17)),
        (new(2, 5, 3, 7), new(1, 5, 1, 7)), (new(2, 1, 3, 1), new(1, 5, 1, 7)), (new(7, 1), new(1, 33)), (new(1, 33), new(7, 1)), (new(5, 1, 4), new(3, 1)),
        (new(0, 5), new(5)), (new(0, 5), new(1, 5)), (new(5, 0), new(5, 1)), (new(211, 199), new(199)), (new(211, 199), new(211, 1)), (new(2, 1, 2, 1, 2, 1), new(1, 3, 1, 3, 1, 3)),
    ];

    private static readonly (Shape Left, Shape Right)[] SmallPairs =
        [(new(3, 4), new(3, 4)), (new(3, 4), new(4)), (new(3, 1), new(3, 4)), (Shape.Scalar, new(5)), (new(2, 3, 2), new(2, 1, 2)), (new(2, 1), new(1, 3))];

    public static IEnumerable<OperationCase> Unary(UnaryOperation operation, bool small) =>
        from shape in small ? SmallShapes : Shapes
        from parameter in new[] { 0.3f, 1f }
        select new OperationCase($"{operation.Name}({parameter})", x => operation.Apply(x[0], parameter), shape)
        {
            Draws = [operation.Name is "logarithm" or "squareRoot" ? Values.Positive : Values.AwayFromZero(0.3)],
            Forward = operation.Name is "gelu" ? Tolerance.Fitted : Tolerance.Transcendental,
            Backward = operation.Name is "gelu" ? Tolerance.Fitted : Tolerance.DerivativeFromOutput,
        };

    public static IEnumerable<OperationCase> Binary(BinaryOperation operation, bool small) =>
        from shapes in small ? SmallPairs : Pairs
        select new OperationCase(operation.Name, x => operation.Apply(x[0], x[1], 1), shapes.Left, shapes.Right)
        {
            // Neither 0 nor equal nor just the Huber limit of 1 apart, so that no kink is near.
            Draws = [Values.Lattice(0.1), operation.Name is "divide" ? Values.AwayFromZero(1) : Values.Lattice(0.3)],
            Forward = Tolerance.Transcendental,
            Backward = Tolerance.SumOf(shapes.Left.Size * shapes.Right.Size) with { Relative = 5e-6 },
        };

    /// <summary>One place, one feature, tiles of queries and keys that are full, begun and just over, odd sizes, several heads and samples, none at all.</summary>
    public static IEnumerable<OperationCase> Attentions(bool small)
    {
        (int Samples, int Length, int Heads, int Size)[] shapes = small
            ? [(1, 3, 1, 2), (2, 4, 2, 1)]
            : [(1, 1, 1, 1), (0, 3, 2, 4), (2, 5, 3, 7), (1, 31, 1, 16), (2, 32, 2, 32), (3, 33, 1, 20), (1, 128, 2, 32), (1, 257, 1, 8), (1, 300, 2, 5)];
        return from shape in shapes
               from causal in new[] { false, true }
               select new OperationCase($"attend {shape.Heads} {causal}", x => x[0].Attend(shape.Heads, causal), new Shape(shape.Samples, shape.Length, 3 * shape.Heads * shape.Size))
               {
                   Forward = Tolerance.Transcendental with { Absolute = 2e-6 },
                   Backward = Tolerance.SumOf(4 * shape.Length) with { Relative = 5e-6 },
               };
    }

    public static IEnumerable<OperationCase> Reductions(bool small)
    {
        Shape[] shapes = small
            ? [new(3, 4), new(2, 3, 4)]
            : [new(1), new(5), new(3, 5), new(7, 33), new(129, 17), new(0, 5), new(5, 0), new(3, 4, 5), new(2, 300, 19), new(211, 199), new(600, 70), new(9, 5000)];
        foreach (Shape shape in shapes)
        {
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                foreach (bool keep in new[] { false, true })
                {
                    int at = axis;
                    Tolerance sum = Tolerance.SumOf(shape[at]);
                    yield return new OperationCase($"sum {at} {keep}", x => x[0].Sum(at, keep), shape) { Forward = sum };
                    if (shape[at] == 0)
                        continue;
                    yield return new OperationCase($"mean {at} {keep}", x => x[0].Mean(at, keep), shape) { Forward = sum };
                    yield return new OperationCase($"max {at} {keep}", x => x[0].Max(at, keep), shape) { Draws = [Values.Distinct], Forward = Tolerance.Exact };
                }
            }

            yield return new OperationCase("sum of all", x => x[0].Sum(), shape) { Forward = Tolerance.SumOf(shape.Size) };
            yield return new OperationCase("mean of all", x => x[0].Mean(), shape) { Forward = Tolerance.SumOf(shape.Size) };
            yield return new OperationCase("softmax", x => x[0].Softmax(), shape) { Forward = Tolerance.Transcendental, Backward = Tolerance.SumOf(shape[^1]) };
            yield return new OperationCase("logSoftmax", x => x[0].LogSoftmax(), shape) { Forward = Tolerance.Transcendental, Backward = Tolerance.SumOf(shape[^1]) };
        }
    }

    public static IEnumerable<OperationCase> Losses(bool small)
    {
        (int Rows, int Classes)[] sizes = small ? [(4, 3)] : [(0, 3), (1, 1), (5, 3), (10, 10), (33, 17), (257, 129)];
        foreach ((int rows, int classes) in sizes)
        {
            RandomStream random = new(rows);
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.NextInteger(classes))];
            foreach (float smoothing in new[] { 0, 0.1f, 0.9f })
            {
                yield return new OperationCase($"crossEntropy {smoothing}", x => x[0].CrossEntropy(new Indices(labels), smoothing), new Shape(rows, classes))
                {
                    Forward = Tolerance.Transcendental with { Absolute = 2e-6 },
                    Backward = Tolerance.Transcendental,
                };
            }
        }
    }

    public static IEnumerable<OperationCase> Products(bool small)
    {
        (int M, int N, int K)[] sizes = small ? [(3, 4, 2)] : [(1, 1, 1), (3, 5, 7), (10, 50, 784), (129, 17, 33), (0, 4, 3), (4, 3, 0), (64, 80, 60)];
        foreach ((int m, int n, int k) in sizes)
        {
            foreach ((bool left, bool right) in new[] { (false, false), (false, true), (true, false), (true, true) })
            {
                yield return new OperationCase(
                    $"matrixMultiply {left} {right}", x => x[0].MatrixMultiply(x[1], left, right), left ? new Shape(k, m) : new Shape(m, k), right ? new Shape(n, k) : new Shape(k, n))
                {
                    Forward = Tolerance.SumOf(16 * k),
                    Backward = Tolerance.SumOf(16 * Math.Max(m, n)),
                };
            }

            foreach (UnaryOperation? activation in Elementwise.All.Where(operation => operation.DerivativeFromOutput && operation.Name != "squareRoot").Prepend(null))
            {
                // Weights small enough that sigmoid, tanh and exponential stay in their lively range.
                OperationCase affine = new($"affine {activation?.Name}", x => x[0].Affine(x[1], x[2], activation, 0.5f), new Shape(m, k), new Shape(k, n), new Shape(n))
                {
                    Draws = [Values.Normal, (shape, random) => [.. Values.Normal(shape, random).Select(w => w / (4 * MathF.Sqrt(k)))], Values.AwayFromZero(0.3)],
                    Forward = Tolerance.SumOf(16 * k) with { Relative = 1e-5 },
                    Backward = Tolerance.SumOf(1000 * Math.Max(m, n)) with { Relative = 1e-5 },
                };
                // The step of a relu would be found by an entry that rounds to another side.
                yield return activation?.Name == "relu" && !small ? affine with { Draws = [Values.Positive, Values.Positive, Values.Positive] } : affine;
            }

            yield return new OperationCase("affine without bias", x => x[0].Affine(x[1]), new Shape(m, k), new Shape(k, n)) { Forward = Tolerance.SumOf(16 * k), Backward = Tolerance.SumOf(16 * Math.Max(m, n)) };
            yield return new OperationCase("affine of rank 3", x => x[0].Affine(x[1], x[2]), new Shape(2, m, k), new Shape(k, n), new Shape(n))
            {
                Forward = Tolerance.SumOf(16 * k),
                Backward = Tolerance.SumOf(100 * Math.Max(m, n)),
            };
        }
    }

    /// <summary>Images, kernels and options: odd sizes, every option alone and together, few and many columns, groups and depthwise.</summary>
    public static IEnumerable<OperationCase> Convolutions(bool small)
    {
        (Shape Image, Extent Kernel, int Outputs, ConvolutionOptions Options)[] choices = small
            ?
            [
                (new(1, 3, 4, 2), 2, 2, new()),
                (new(2, 4, 5, 1), new(3, 2), 2, new() { Stride = new(2, 1), Padding = new(1, 0) }),
                (new(1, 5, 4, 2), 2, 2, new() { Dilation = new(2, 3), Padding = 1, Groups = 2 }),
            ]
            :
            [
                (new(2, 5, 7, 3), 1, 4, new()),
                (new(2, 5, 7, 3), 1, 4, new() { Stride = 2 }),
                (new(2, 5, 7, 3), 3, 5, new()),
                (new(2, 9, 13, 3), 3, 17, new() { Padding = 1 }),
                (new(1, 9, 13, 5), new(3, 2), 33, new() { Padding = new(1, 2), Stride = new(1, 2) }),
                (new(3, 12, 11, 4), 3, 16, new() { Padding = 1, Stride = 2 }),
                (new(2, 15, 17, 3), 7, 8, new() { Padding = 3, Stride = 2 }),
                (new(2, 9, 10, 3), 3, 6, new() { Dilation = 2, Padding = 2 }),
                (new(2, 9, 19, 3), 3, 6, new() { Dilation = new(1, 3), Padding = 1, Stride = new(2, 3) }),
                (new(2, 10, 9, 2), 4, 6, new() { Dilation = 2, Padding = 3, Stride = 2 }),
                (new(2, 11, 11, 2), 3, 3, new() { Stride = 4 }),
                (new(2, 7, 8, 6), 3, 9, new() { Groups = 3, Padding = 1 }),
                (new(2, 7, 8, 34), 3, 68, new() { Groups = 2, Padding = 1, Stride = 2 }),
                (new(2, 7, 8, 19), 3, 19, new() { Groups = 19, Padding = 1 }),
                (new(2, 9, 8, 35), new(3, 5), 35, new() { Groups = 35, Padding = 2, Stride = 2, Dilation = new(2, 1) }),
                (new(2, 6, 8, 4), 3, 8, new() { Groups = 4, Padding = 1 }),
                (new(2, 11, 23, 18), 3, 18, new() { Groups = 18, Padding = 1, Stride = 2 }),
                (new(5, 2, 2, 20), 3, 18, new() { Padding = 1 }),
                (new(3, 4, 4, 40), 3, 50, new() { Padding = 1 }),
                (new(2, 1, 1, 3), 1, 2, new() { Padding = 1 }),
                (new(2, 3, 3, 3), 2, 2, new() { Padding = 3 }),
                (new(0, 5, 7, 3), 3, 4, new() { Padding = 1 }),
                (new(2, 14, 18, 50), 3, 70, new() { Padding = 1 }),
                (new(1, 10, 9, 300), 3, 60, new() { Padding = 1 }),
                (new(1, 4, 4, 20), 3, 35, new() { Padding = 1 }),
                (new(2, 3, 3, 40), 3, 34, new() { Padding = 1, Groups = 2 }),
                (new(9, 2, 2, 20), 3, 35, new() { Padding = 1 }),
                (new(140, 1, 2, 70), 3, 50, new() { Padding = 2 }),
                (new(8, 3, 2, 40), new(3, 5), 34, new() { Padding = 2, Stride = 2, Groups = 2 }),
                (new(11, 2, 3, 17), 3, 16, new() { Padding = 2, Dilation = 2 }),
                (new(2, 8, 7, 16), 3, 16, new()),
                (new(1, 13, 6, 17), 3, 35, new() { Padding = 2 }),
                (new(2, 7, 12, 48), 3, 60, new() { Groups = 3, Padding = new(1, 0) }),
                (new(9, 8, 8, 20), 3, 33, new() { Padding = 1 }),
                (new(3, 4, 4, 130), 3, 50, new() { Padding = 1 }),
            ];
        foreach ((Shape image, Extent kernel, int outputs, ConvolutionOptions options) in choices)
        {
            int inputs = image[3] / options.Groups, depth = kernel.Height * kernel.Width * inputs;
            Shape weight = new(kernel.Height, kernel.Width, inputs, outputs);
            // Winograd's method rounds two to three times as much (WinogradTests).
            int rounding = kernel == 3 && options.Stride == 1 && options.Dilation == 1 && Math.Min(inputs, outputs / options.Groups) >= 16 ? 9 : 1;
            OperationCase plain = new($"convolution {options}", x => x[0].Convolve(x[1], null, options), image, weight)
            {
                Draws = [Values.Normal, (shape, random) => [.. Values.Normal(shape, random).Select(w => w / MathF.Sqrt(depth))]],
                Forward = Tolerance.SumOf(rounding * (16 + (depth / 8))),
                Backward = Tolerance.SumOf(16 * image.Size),
            };
            yield return plain;
            foreach (string activation in small || image.Size < 2000 ? new[] { "tanh", "sigmoid" } : ["tanh"])
            {
                yield return plain with
                {
                    Name = $"convolution+{activation} {options}",
                    Apply = x => x[0].Convolve(x[1], x[2], options, Elementwise.Named(activation)),
                    Shapes = [image, weight, new(outputs)],
                    Forward = Tolerance.SumOf(rounding * (16 + (depth / 8))) with { Relative = 1e-5 },
                    Backward = Tolerance.SumOf(32 * image.Size) with { Relative = 1e-5 },
                };
            }
        }
    }

    public static IEnumerable<OperationCase> Poolings(bool small)
    {
        (Shape Image, PoolingOptions Options)[] choices = small
            ? [(new(1, 4, 5, 2), new()), (new(2, 5, 4, 1), new() { Window = 3, Stride = new(1, 2), Padding = 1 }), (new(1, 4, 4, 2), new() { Window = new(2, 3), Stride = 2, Padding = new(1, 0), CountPadding = false })]
            :
            [
                (new(2, 6, 8, 3), new()), (new(1, 7, 9, 17), new() { Window = 3, Stride = 2, Padding = 1 }), (new(3, 5, 5, 33), new() { Window = new(2, 4), Stride = 1, Padding = new(1, 2), CountPadding = false }),
                (new(0, 4, 4, 3), new()), (new(5, 17, 13, 40), new() { Window = 2, Stride = 3 }), (new(1, 1, 1, 1), new() { Window = 1 }),
            ];
        foreach ((Shape image, PoolingOptions options) in choices)
        {
            yield return new OperationCase($"maxPool {options}", x => x[0].MaxPool(options), image) { Draws = [Values.Distinct], Forward = Tolerance.Exact, Backward = Tolerance.SumOf(9) };
            if (!small)
                yield return new OperationCase($"maxPool of equals {options}", x => x[0].MaxPool(options), image) { Draws = [Values.Lattice(0)], Forward = Tolerance.Exact, Backward = Tolerance.SumOf(9) };
            yield return new OperationCase($"averagePool {options}", x => x[0].AveragePool(options), image) { Forward = Tolerance.SumOf(9), Backward = Tolerance.SumOf(9) };
            foreach (Extent output in new Extent[] { 1, new(2, 3), 7 })
                yield return new OperationCase($"adaptiveAveragePool {output}", x => x[0].AdaptiveAveragePool(output), image) { Forward = Tolerance.SumOf(image.Size), Backward = Tolerance.SumOf(9) };
            if (image.Size > 0)
            {
                yield return new OperationCase("globalAveragePool", x => x[0].GlobalAveragePool(), image) { Forward = Tolerance.SumOf(image.Size) };
                yield return new OperationCase("globalMaxPool", x => x[0].GlobalMaxPool(), image) { Draws = [Values.Distinct], Forward = Tolerance.Exact };
            }
        }
    }

    public static IEnumerable<OperationCase> Normalizations(bool small)
    {
        Shape[] shapes = small ? [new(4, 3), new(2, 2, 2, 4)] : [new(2, 1), new(7, 33), new(300, 5), new(3, 4, 5, 6), new(2, 9, 7, 34), new(64, 600), new(5, 3, 3, 48), new(5000, 20)];
        foreach (Shape shape in shapes)
        {
            Shape channels = new(shape[^1]);
            foreach (float offset in small || shape.Size < 10 ? new[] { 0f } : [0, 1000])
            {
                OperationCase start = new("", x => x[0], shape, channels, channels)
                {
                    Draws = [(s, random) => [.. Values.Normal(s, random).Select(v => v + offset)], Values.Normal],
                    // What the mean takes away of 1000 ± 1.5 is rounded to 6e-5.
                    Forward = new Tolerance(2e-5, offset > 0 ? 1e-3 : 5e-6),
                    Backward = new Tolerance(5e-5, (offset > 0 ? 2e-3 : 2e-5) * Math.Sqrt(shape.Size / channels.Size)),
                };
                yield return start with { Name = $"batchNormalize {offset}", Apply = x => x[0].BatchNormalize(x[1], x[2], 1e-3f) };
                if (shape[^1] > 1)
                {
                    yield return start with { Name = $"layerNormalize {offset}", Apply = x => x[0].LayerNormalize(x[1], x[2], 1e-3f) };
                    yield return start with { Name = "layerNormalize, plain", Apply = x => x[0].LayerNormalize(null, null, 1e-3f), Shapes = [shape] };
                }

                yield return start with { Name = $"rmsNormalize {offset}", Apply = x => x[0].RmsNormalize(x[1], 1e-3f), Shapes = [shape, channels] };
                yield return start with { Name = "batchNormalize, shift alone", Apply = x => x[0].BatchNormalize(null, x[1], 1e-3f), Shapes = [shape, channels] };
                foreach (string activation in offset > 0 ? [] : new[] { "tanh", "silu" })
                {
                    NormalizationOperation fused = NormalizationOperation.BatchWith(Elementwise.Named(activation), 0);
                    NormalizationShape rows = new(1, shape.Size / shape[^1], shape[^1], 1);
                    yield return start with { Name = fused.Name, Apply = x => fused.Apply(x[0], x[1], x[2], rows, 1e-3f, default, default) };
                    yield return start with { Name = $"{fused.Name}, scale alone", Apply = x => fused.Apply(x[0], x[1], null, rows, 1e-3f, default, default), Shapes = [shape, channels] };
                }

                if (shape.Rank == 4)
                {
                    foreach (int groups in new[] { 1, 2, shape[^1] })
                        yield return start with { Name = $"groupNormalize {groups} {offset}", Apply = x => x[0].GroupNormalize(groups, x[1], x[2], 1e-3f) };
                }
            }
        }
    }

    /// <summary>A sum and a function behind it, of two tensors and of one with itself.</summary>
    public static IEnumerable<OperationCase> SumsWithFunctions(bool small)
    {
        foreach (Shape shape in small ? [new Shape(2, 3)] : new Shape[] { new(1), new(3, 5), new(0, 4), new(37, 211) })
        {
            AddThenOperation operation = new(Elementwise.Named("tanh"), 0);
            OperationCase two = new(operation.Name, x => operation.Apply(x[0], x[1]), shape, shape) { Forward = Tolerance.Transcendental, Backward = Tolerance.DerivativeFromOutput with { Absolute = 1e-5 } };
            yield return two;
            yield return two with { Name = $"{operation.Name} of one", Apply = x => operation.Apply(x[0], x[0]), Shapes = [shape] };
            yield return two with { Name = $"{operation.Name} with a shortcut", Apply = x => operation.Apply(x[0].Multiply(x[1]), x[0]) };
        }
    }

    public static IEnumerable<OperationCase> Dropouts(bool small)
    {
        foreach (Shape shape in small ? [new Shape(3, 2, 4)] : new Shape[] { new(1, 1), new(3, 5), new(5, 7, 9, 19), new(211, 199), new(40, 2000), new(0, 3) })
        {
            foreach (DropoutUnit unit in Enum.GetValues<DropoutUnit>())
                yield return new OperationCase($"dropout {unit}", x => x[0].Dropout(0.4f, 0x1234567890ABCDEF, unit), shape);
        }
    }

    public static IEnumerable<OperationCase> BatchProducts(bool small)
    {
        foreach ((Shape leading, int m, int n, int k) in small ? [(new Shape(2), 2, 3, 2)] : new[] { (new Shape(3), 5, 7, 9), (new Shape(2, 4), 33, 17, 20), (new Shape(0), 2, 2, 2), (new Shape(8), 64, 64, 32), (new Shape(2), 3, 4, 0) })
        {
            foreach (bool transposed in new[] { false, true })
            {
                yield return new OperationCase(
                    $"batchMultiply {transposed}", x => x[0].BatchMultiply(x[1], transposed), leading.Append(m).Append(k), transposed ? leading.Append(n).Append(k) : leading.Append(k).Append(n))
                {
                    Forward = Tolerance.SumOf(16 * k),
                    Backward = Tolerance.SumOf(16 * Math.Max(m, n)),
                };
            }
        }
    }

    public static IEnumerable<OperationCase> Shaping(bool small)
    {
        (Shape Shape, int[] Order)[] orders = small
            ? [(new(3, 4), [1, 0]), (new(2, 3, 4), [2, 0, 1])]
            : [(new(3, 5), [1, 0]), (new(129, 17), [1, 0]), (new(211, 199), [1, 0]), (new(5), [0]), (new(0, 5), [1, 0]), (new(7, 33), [0, 1]),
               (new(3, 4, 5), [2, 0, 1]), (new(3, 4, 5), [0, 2, 1]), (new(2, 3, 4, 5), [3, 1, 0, 2]), (new(2, 3, 1, 4, 1, 5), [5, 3, 1, 0, 2, 4])];
        foreach ((Shape shape, int[] order) in orders)
            yield return Copies($"transpose {string.Join(" ", order)}", x => x[0].Transpose(order), shape);

        Shape[] shapes = small ? [new(3, 4), new(2, 3, 4)] : [new(5), new(3, 5), new(7, 33), new(4, 5, 6), new(129, 17), new(5, 0)];
        foreach (Shape shape in shapes)
        {
            yield return Copies("reshape", x => x[0].Reshape(new Shape(x[0].Shape.Size, 1)), shape);
            yield return Copies("flatten", x => x[0].Flatten(), shape);
            yield return new OperationCase("scale", x => x[0].Scale(-1.7f), shape);
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                int at = axis, length = shape[axis];
                yield return Copies($"slice {at}", x => x[0].Slice(at, length / 3, (length + 1) / 2), shape);
                yield return Copies($"slice {at} to nothing", x => x[0].Slice(at, length, 0), shape);
                yield return Copies($"slice {at} of all", x => x[0].Slice(at, 0, length), shape);
                yield return Copies($"concatenate {at}", x => Weir.Tensors.Shaping.Concatenate(at, x), shape, shape.With(at, 2), shape.With(at, 0), shape.With(at, 17));
            }
        }

        yield return Copies("slice of a slice, of both ends", x => x[0].Slice(^1, 1, 2).Slice(0, 1, 2), new Shape(3, 4));
    }

    public static IEnumerable<OperationCase> Indexing(bool small)
    {
        (Shape Table, int[] Rows)[] choices = small
            ? [(new(4, 3), [2, 0, 2, 2])]
            : [(new(4, 3), [2, 0, 2, 2]), (new(10, 33), [9, 9, 0, 1, 9, 5]), (new(5), [4, 4, 0]), (new(4, 3), []), (new(3, 2, 5), [1, 1]), (new(300, 129), [.. Enumerable.Range(0, 400).Select(i => i * 7 % 300)])];
        foreach ((Shape table, int[] rows) in choices)
            yield return Copies($"gather {rows.Length}", x => x[0].Gather(new Indices(rows)), table);
    }

    private static OperationCase Copies(string name, Func<Tensor[], Tensor> apply, params Shape[] shapes) => new(name, apply, shapes) { Forward = Tolerance.Exact };
}
