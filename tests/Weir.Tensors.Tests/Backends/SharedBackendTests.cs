using Weir.Tensors.Backends;

namespace Weir.Tensors.Tests.Backends;

/// <summary>
/// One backend, used by two threads at a time, each with a tape of its own, gives both the numbers that they would get alone.
/// </summary>
public sealed class SharedBackendTests
{
    private const int Rounds = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_threads_get_the_same_bits_as_one(int threads)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = threads, Grain = 1024 });
        float[][] expected = [Compute(backend, 0), Compute(backend, 1)];
        int wrong = 0;
        Thread[] callers = [.. Enumerable.Range(0, 2).Select(caller => new Thread(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                if (!Compute(backend, caller).AsSpan().SequenceEqual(expected[caller]))
                    Interlocked.Increment(ref wrong);
            }
        }))];
        foreach (Thread caller in callers)
            caller.Start();
        foreach (Thread caller in callers)
            caller.Join();
        wrong.ShouldBe(0);
    }

    /// <summary>What uses working memory beside the tape: products, convolutions, norms, sums of squares, measures, updates.</summary>
    private static float[] Compute(Backend backend, int seed)
    {
        RandomStream random = new(seed);
        Tape tape = new(backend);
        Tensor kernel = Tensor.Leaf(new Shape(3, 3, 8, 16), Values.Normal(new Shape(3, 3, 8, 16), random), needsGradient: true);
        Tensor weight = Tensor.Leaf(new Shape(16, 37), Values.Normal(new Shape(16, 37), random), needsGradient: true);
        Tensor scale = Tensor.Leaf(new Shape(37), Values.Normal(new Shape(37), random), needsGradient: true);
        Tensor image = tape.Input(new Shape(2, 6, 6, 8), Values.Normal(new Shape(2, 6, 6, 8), random));
        Shape wide = new(200 + (300 * seed), 40 + (60 * seed));
        Tensor rows = tape.Input(wide, Values.Normal(wide, random));
        Tensor y = image.Convolve(kernel).GlobalAveragePool().Affine(weight).LayerNormalize(scale, null);
        Tensor z = rows.BatchNormalize(null, null);
        tape.Backward(y.Multiply(y).Sum(1).Tanh().Mean().Add(z.Multiply(z).Mean()));
        SignalMeasure measure = backend.Measure(z.Node.Storage, wide[0], wide[1], float.NegativeInfinity, float.PositiveInfinity, default);
        double squares = backend.SumOfSquares(rows.Node.Storage, wide.Size);
        return [.. kernel.Gradient()!, .. weight.Gradient()!, .. scale.Gradient()!, .. y.ToArray(), (float)measure.Squares, (float)squares];
    }
}
