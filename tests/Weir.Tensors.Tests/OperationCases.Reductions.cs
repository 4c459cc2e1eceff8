using Weir.Tensors.Backends;

namespace Weir.Tensors.Tests;

/// <summary>Sums, means and maxima, losses and norms.</summary>
internal static partial class OperationCases
{
    public static IEnumerable<OperationCase> Reductions(bool small)
    {
        Shape[] shapes = small
            ? [new(3, 4), new(2, 3, 4)]
            : [new(1), new(5), new(3, 5), new(7, 33), new(129, 17), new(0, 5), new(5, 0), new(2, 0, 37), new(40, 0, 2000), new(3, 4, 5),
                new(2, 300, 19), new(211, 199),
                new(600, 70), new(9, 5000)];
        foreach (Shape shape in shapes)
        {
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                foreach (bool keep in new[] { false, true })
                {
                    int at = axis;
                    Tolerance sum = Tolerance.SumOf(shape[at]);
                    yield return new OperationCase($"sum {at} {keep}", x => x[0].Sum(at, keep), shape) { Forward = sum };
                    yield return new OperationCase($"mean {at} {keep}", x => x[0].Mean(at, keep), shape) { Forward = sum };
                    if (shape[at] == 0)
                        continue;
                    yield return new OperationCase($"max {at} {keep}", x => x[0].Max(at, keep), shape)
                    {
                        Draws = [Values.Distinct],
                        Forward = Tolerance.Exact
                    };
                }
            }

            yield return new OperationCase("sum of all", x => x[0].Sum(), shape) { Forward = Tolerance.SumOf(shape.Size) };
            yield return new OperationCase("mean of all", x => x[0].Mean(), shape) { Forward = Tolerance.SumOf(shape.Size) };
            yield return new OperationCase("softmax", x => x[0].Softmax(), shape)
            {
                Forward = Tolerance.Transcendental,
                Backward = Tolerance.SumOf(shape[^1])
            };
            yield return new OperationCase("logSoftmax", x => x[0].LogSoftmax(), shape)
            {
                Forward = Tolerance.Transcendental,
                Backward = Tolerance.SumOf(shape[^1])
            };
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
                yield return new OperationCase($"crossEntropy {smoothing}", x => x[0].CrossEntropy(new Indices(labels), smoothing),
                    new Shape(rows, classes))
                {
                    Forward = Tolerance.Transcendental with { Absolute = 2e-6 },
                    Backward = Tolerance.Transcendental,
                };
            }
        }
    }

    public static IEnumerable<OperationCase> Normalizations(bool small)
    {
        Shape[] shapes = small ? [new(4, 3), new(2, 2, 2, 4)]
            : [new(2, 1), new(7, 33), new(300, 5), new(3, 4, 5, 6), new(2, 9, 7, 34), new(64, 600), new(5, 3, 3, 48), new(5000, 20)];
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
                    yield return start with
                    {
                        Name = "layerNormalize, plain",
                        Apply = x => x[0].LayerNormalize(null, null, 1e-3f),
                        Shapes = [shape]
                    };
                }

                yield return start with
                {
                    Name = $"rmsNormalize {offset}",
                    Apply = x => x[0].RmsNormalize(x[1], 1e-3f),
                    Shapes = [shape, channels]
                };
                yield return start with
                {
                    Name = "batchNormalize, shift alone",
                    Apply = x => x[0].BatchNormalize(null, x[1], 1e-3f),
                    Shapes = [shape, channels]
                };
                foreach (string activation in offset > 0 ? [] : new[] { "tanh", "silu" })
                {
                    NormalizationOperation fused = NormalizationOperation.BatchWith(Elementwise.Named(activation), 0);
                    NormalizationShape rows = new(1, shape.Size / shape[^1], shape[^1], 1);
                    yield return start with
                    {
                        Name = fused.Name,
                        Apply = x =>
                        fused.Apply(x[0], x[1], x[2], rows, 1e-3f, default, default)
                    };
                    yield return start with
                    {
                        Name = $"{fused.Name}, scale alone",
                        Apply = x =>
                        fused.Apply(x[0], x[1], null, rows, 1e-3f, default, default),
                        Shapes = [shape, channels]
                    };
                }

                if (shape.Rank == 4)
                {
                    foreach (int groups in new[] { 1, 2, shape[^1] })
                        yield return start with
                        {
                            Name = $"groupNormalize {groups} {offset}",
                            Apply = x => x[0]
                            .GroupNormalize(groups, x[1], x[2], 1e-3f)
                        };
                }
            }
        }
    }
}
