using System.Diagnostics;
using Weir.Tensors.Backends;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends;

/// <summary>What an update pays for what it sums on its way does not hang on the size of what comes by.</summary>
public sealed class MeasuringCostTests
{
    [Theory]
    [InlineData(1e-6f)]
    [InlineData(1e-12f)]
    [InlineData(1e-25f)]
    public void A_gradient_that_vanishes_is_measured_as_fast_as_any_other(float scale)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = 1 });
        // A factor of ten and more where sums of such gradients were subnormal; what else the processor does is far below three.
        (LeastTicks(backend, scale) / (double)LeastTicks(backend, 1)).ShouldBeLessThan(3);
    }

    private static long LeastTicks(Backend backend, float scale)
    {
        const int Samples = 10, Inputs = 200, Outputs = 100;
        RandomStream random = new(1);
        Storage Filled(int size, double deviation)
        {
            Storage storage = new(size);
            foreach (ref float value in storage.Span(size))
                value = (float)(deviation * random.NextNormal());
            return storage;
        }

        PendingProduct product = new()
        {
            Tape = new Tape(backend),
            Left = Filled(Samples * Inputs, 1),
            Right = Filled(Samples * Outputs, scale),
            Samples = Samples,
            Inputs = Inputs,
            Outputs = Outputs,
        };
        Storage weights = Filled(Inputs * Outputs, 0.05);
        long least = long.MaxValue;
        for (int i = 0; i < 400; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = backend.Update<Descent>(weights, product, default, new UpdateRates(1e-6f), measured: true);
            least = Math.Min(least, Stopwatch.GetTimestamp() - start);
        }

        return least;
    }

    /// <summary>w − rate·g.</summary>
    private readonly struct Descent : IUpdateOperator
    {
        public static string Name => "descent";

        public static int States => 0;

        public static double Apply(double weight, double gradient, ref double firstState, ref double secondState, ref double thirdState,
            in UpdateRates rates) => weight - (rates.Rate * gradient);

        public static TVector Apply<TSimd, TVector>(TVector weight, TVector gradient, ref TVector firstState, ref TVector secondState,
            ref TVector thirdState, in UpdateRates rates)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct =>
            TSimd.MultiplyAdd(TSimd.Create(-rates.Rate), gradient, weight);
    }
}
