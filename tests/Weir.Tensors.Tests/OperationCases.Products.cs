namespace Weir.Tensors.Tests;

/// <summary>Products of matrices, and attention, which is made of them.</summary>
internal static partial class OperationCases
{
    public static IEnumerable<OperationCase> Products(bool small)
    {
        (int M, int N, int K)[] sizes = small ? [(3, 4, 2)]
            : [(1, 1, 1), (3, 5, 7), (10, 50, 784), (129, 17, 33), (0, 4, 3), (4, 3, 0), (64, 80, 60)];
        foreach ((int m, int n, int k) in sizes)
        {
            foreach ((bool left, bool right) in new[] { (false, false), (false, true), (true, false), (true, true) })
            {
                yield return new OperationCase(
                    $"matrixMultiply {left} {right}", x => x[0].MatrixMultiply(x[1], left, right), left ? new Shape(k, m) : new Shape(m, k),
                        right ? new Shape(n, k) : new Shape(k, n))
                {
                    Forward = Tolerance.SumOf(16 * k),
                    Backward = Tolerance.SumOf(16 * Math.Max(m, n)),
                };
            }

            foreach (UnaryOperation? activation in Elementwise.All.Where(operation => operation.DerivativeFromOutput
                && operation.Name != "squareRoot").Prepend(null))
            {
                // Weights small enough that sigmoid, tanh and exponential stay in their lively range.
                OperationCase affine = new($"affine {activation?.Name}", x => x[0].Affine(x[1], x[2], activation, 0.5f), new Shape(m, k),
                    new Shape(k, n), new Shape(n))
                {
                    Draws = [Values.Normal, (shape, random) => [.. Values.Normal(shape, random).Select(w => w / (4 * MathF.Sqrt(k)))],
                        Values.AwayFromZero(0.3)],
                    Forward = Tolerance.SumOf(16 * k) with { Relative = 1e-5 },
                    Backward = Tolerance.SumOf(1000 * Math.Max(m, n)) with { Relative = 1e-5 },
                };
                // The step of a relu would be found by an entry that rounds to another side.
                yield return activation?.Name == "relu" && !small
                    ? affine with { Draws = [Values.Positive, Values.Positive, Values.Positive] } : affine;
            }

            yield return new OperationCase("affine without bias", x => x[0].Affine(x[1]), new Shape(m, k),
                new Shape(k, n))
            { Forward = Tolerance.SumOf(16 * k), Backward = Tolerance.SumOf(16 * Math.Max(m, n)) };
            yield return new OperationCase("affine of rank 3", x => x[0].Affine(x[1], x[2]), new Shape(2, m, k), new Shape(k, n),
                new Shape(n))
            {
                Forward = Tolerance.SumOf(16 * k),
                Backward = Tolerance.SumOf(100 * Math.Max(m, n)),
            };
        }
    }

    public static IEnumerable<OperationCase> BatchProducts(bool small)
    {
        foreach ((Shape leading, int m, int n, int k) in small ? [(new Shape(2), 2, 3, 2)]
            : new[] { (new Shape(3), 5, 7, 9), (new Shape(2, 4), 33, 17, 20), (new Shape(0), 2, 2, 2), (new Shape(8), 64, 64, 32),
            (new Shape(2), 3, 4, 0) })
        {
            foreach (bool transposed in new[] { false, true })
            {
                yield return new OperationCase(
                    $"batchMultiply {transposed}", x => x[0].BatchMultiply(x[1], transposed), leading.Append(m).Append(k), transposed
                        ? leading.Append(n).Append(k) : leading.Append(k).Append(n))
                {
                    Forward = Tolerance.SumOf(16 * k),
                    Backward = Tolerance.SumOf(16 * Math.Max(m, n)),
                };
            }
        }
    }

    /// <summary>
    /// One place, one feature, tiles of queries and keys that are full, begun and just over, odd sizes, several heads and samples, none at
    /// all.
    /// </summary>
    public static IEnumerable<OperationCase> Attentions(bool small)
    {
        (int Samples, int Length, int Heads, int Size)[] shapes = small
            ? [(1, 3, 1, 2), (2, 4, 2, 1)]
            : [(1, 1, 1, 1), (0, 3, 2, 4), (2, 5, 3, 7), (1, 31, 1, 16), (2, 32, 2, 32), (3, 33, 1, 20), (1, 128, 2, 32), (1, 257, 1, 8),
                (1, 300, 2, 5)];
        return from shape in shapes
               from causal in new[] { false, true }
               select new OperationCase($"attend {shape.Heads} {causal}", x => x[0].Attend(shape.Heads, causal),
                   new Shape(shape.Samples, shape.Length, 3 * shape.Heads * shape.Size))
               {
                   Forward = Tolerance.Transcendental with { Absolute = 2e-6 },
                   Backward = Tolerance.SumOf(4 * shape.Length) with { Relative = 5e-6 },
               };
    }
}
