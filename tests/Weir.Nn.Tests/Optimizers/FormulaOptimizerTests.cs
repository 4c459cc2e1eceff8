using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Optimizers;

/// <summary>Optimizers that PyTorch 1.13 lacks, against the papers' formulas in plain float64.</summary>
public sealed class FormulaOptimizerTests
{
    public static TheoryData<string> Backends => TestBackends.Names;

    [Theory]
    [MemberData(nameof(Backends))]
    public void Lion_moves_by_the_sign_of_its_blend(string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        Problem problem = Problem.Random(backend);
        Lion optimizer = new(problem.Model, backend, new LionOptions { Rate = 0.01, WeightDecay = 0.5 });
        double[] weights = [.. problem.Values.Select(v => (double)v)], mean = new double[weights.Length];
        for (int step = 0; step < 10; step++)
        {
            problem.Backward(workedOut: true);
            float[] gradients = problem.Gradients();
            optimizer.Step();
            for (int i = 0; i < weights.Length; i++)
            {
                double decay = i < 6 ? 0.5 : 0, g = gradients[i];
                weights[i] = (weights[i] * (1 - (0.01 * decay))) - (0.01 * Math.Sign((0.9 * mean[i]) + (0.1 * g)));
                mean[i] = (0.99 * mean[i]) + (0.01 * g);
            }

            problem.Values.ShouldBeNear([.. weights.Select(w => (float)w)], $"after step {step + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Lamb_moves_every_parameter_in_proportion_to_its_norm(string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        Problem problem = Problem.Random(backend);
        problem.Model.Parameters[1].Set([0, 0]);
        Lamb optimizer = new(problem.Model, backend, new LambOptions { Rate = 0.05, WeightDecay = 0.1 });
        double[] weights = [.. problem.Values.Select(v => (double)v)], mean = new double[10], square = new double[10],
            direction = new double[10];
        for (int step = 1; step <= 10; step++)
        {
            problem.Backward(workedOut: true);
            float[] gradients = problem.Gradients();
            optimizer.Step();
            foreach (Range part in new[] { 0..6, 6..8, 8..10 })
            {
                double decay = part.Start.Value == 0 ? 0.1 : 0;
                for (int i = part.Start.Value; i < part.End.Value; i++)
                {
                    mean[i] = (0.9 * mean[i]) + (0.1 * gradients[i]);
                    square[i] = (0.999 * square[i]) + (0.001 * gradients[i] * gradients[i]);
                    direction[i] = (mean[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, step))) + 1e-6))
                        + (decay * weights[i]);
                }

                double norm = Math.Sqrt(weights[part].Sum(w => w * w)), length = Math.Sqrt(direction[part].Sum(r => r * r));
                double trust = norm > 0 ? norm / length : 1;
                for (int i = part.Start.Value; i < part.End.Value; i++)
                    weights[i] -= 0.05 * trust * direction[i];
            }

            problem.Values.ShouldBeNear([.. weights.Select(w => (float)w)], $"after step {step}", relative: 3e-5, absolute: 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Muon_orthogonalizes_matrices_and_leaves_vectors_to_AdamW(string backendName)
    {
        Backend backend = TestBackends.Create(backendName);
        Problem problem = Problem.Random(backend);
        Muon optimizer = new(problem.Model, backend, new MuonOptions { Rate = 0.02, WeightDecay = 0.5, OtherRate = 0.01 });
        double[] weights = [.. problem.Values.Select(v => (double)v)], mean = new double[10], square = new double[10],
            velocity = new double[6];
        for (int step = 1; step <= 10; step++)
        {
            problem.Backward(workedOut: true);
            float[] gradients = problem.Gradients();
            optimizer.Step();
            double[,] ahead = new double[3, 2];
            for (int i = 0; i < 6; i++)
            {
                velocity[i] = (0.95 * velocity[i]) + gradients[i];
                ahead[i / 2, i % 2] = gradients[i] + (0.95 * velocity[i]);
            }

            double[,] direction = Orthogonalized(ahead);
            for (int i = 0; i < 6; i++)
                weights[i] = (weights[i] * (1 - (0.02 * 0.5))) - (0.02 * direction[i / 2, i % 2]);
            for (int i = 6; i < 10; i++)
            {
                mean[i] = (0.9 * mean[i]) + (0.1 * gradients[i]);
                square[i] = (0.95 * square[i]) + (0.05 * gradients[i] * gradients[i]);
                weights[i] -= 0.01 * (mean[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.95, step))) + 1e-10);
            }

            problem.Values.ShouldBeNear([.. weights.Select(w => (float)w)], $"after step {step}", relative: 3e-5, absolute: 1e-5);
        }
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(12, 40)]
    [InlineData(1, 7)]
    public void The_orthogonalizer_brings_all_singular_values_near_1(int rows, int columns)
    {
        foreach (Backend backend in new Backend[] { new ReferenceBackend(), SimdBackend.Create(new SimdOptions { Threads = 2 }) })
        {
            RandomStream random = new(3);
            Storage x = new(rows * columns);
            foreach (ref float value in x.Span(rows * columns))
                value = (float)random.NextNormal() * 1000;
            new NewtonSchulz(backend, 5).Apply(x, rows, columns);
            // Σσ² is the sum of squares: with all σ in [0.65, 1.25] it lies between 0.42 and 1.57 of their number.
            double squares = backend.SumOfSquares(x, rows * columns) / Math.Min(rows, columns);
            squares.ShouldBeInRange(0.42, 1.57);
            double[,] gram = Gram(x.Span(rows * columns), rows, columns);
            for (int i = 0; i < gram.GetLength(0); i++)
            {
                gram[i, i].ShouldBeInRange(0.42, 1.57);
                for (int j = 0; j < i; j++)
                    Math.Abs(gram[i, j]).ShouldBeLessThan(0.5);
            }
        }
    }

    [Fact]
    public void The_orthogonalizer_leaves_a_matrix_of_zeros() => Should.NotThrow(() =>
    {
        Storage x = new(6);
        new NewtonSchulz(new ReferenceBackend(), 5).Apply(x, 2, 3);
        x.Span(6).ToArray().ShouldAllBe(value => value == 0);
    });

    private static double[,] Orthogonalized(double[,] matrix)
    {
        double[,] x = (double[,])matrix.Clone();
        double norm = Math.Sqrt(x.Cast<double>().Sum(v => v * v)) + 1e-7;
        Each(x, (i, j) => x[i, j] / norm);
        for (int round = 0; round < 5; round++)
        {
            double[,] gram = Times(x, Transposed(x)), polynomial = Times(gram, gram);
            Each(polynomial, (i, j) => (2.0315 * polynomial[i, j]) - (4.775 * gram[i, j]));
            double[,] change = Times(polynomial, x);
            Each(x, (i, j) => (3.4445 * x[i, j]) + change[i, j]);
        }

        return x;
    }

    private static void Each(double[,] x, Func<int, int, double> value)
    {
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < x.GetLength(1); j++)
                x[i, j] = value(i, j);
        }
    }

    private static double[,] Transposed(double[,] x)
    {
        double[,] y = new double[x.GetLength(1), x.GetLength(0)];
        Each(y, (i, j) => x[j, i]);
        return y;
    }

    private static double[,] Times(double[,] a, double[,] b)
    {
        double[,] y = new double[a.GetLength(0), b.GetLength(1)];
        Each(y, (i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]));
        return y;
    }

    private static double[,] Gram(Span<float> values, int rows, int columns)
    {
        double[,] x = new double[rows, columns];
        for (int i = 0; i < values.Length; i++)
            x[i / columns, i % columns] = values[i];
        return rows <= columns ? Times(x, Transposed(x)) : Times(Transposed(x), x);
    }
}
