using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Weir.Tensors.Backends.Simd;

/// <summary>What this machine can do at most: multiply-adds in registers only.</summary>
internal static class MachinePeak
{
    private const int Steps = 200_000;
    private const int Sums = 12;

    /// <summary>More tell nothing new, on whatever clock.</summary>
    private const int MostRuns = 2000;

    /// <summary>
    /// Peak of the team in floating-point operations per second, a multiply-add being two: the best of several runs, as all that disturbs
    /// makes them longer.
    /// </summary>
    public static double Measure(WorkerTeam team, TimeProvider time, double seconds = 0.3)
    {
        Job job = new();
        TimeSpan best = TimeSpan.MaxValue;
        long start = time.GetTimestamp();
        int runs = 0;
        do
        {
            long begin = time.GetTimestamp();
            team.Run(job, team.Threads);
            best = TimeSpan.FromTicks(Math.Max(1, Math.Min(best.Ticks, time.GetElapsedTime(begin).Ticks)));
        }
        while (++runs < MostRuns && time.GetElapsedTime(start).TotalSeconds < seconds);

        return 2.0 * Steps * Sums * (int)VectorWidths.Widest / 32 * team.Threads / best.TotalSeconds;
    }

    /// <summary>Twelve independent sums: more than latency (4 to 5 cycles) times units (2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chain<TSimd, TVector>()
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector x = TSimd.Create(0.999f), y = TSimd.Create(0.001f);
        TVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int step = 0; step < Steps; step++)
        {
            a = TSimd.MultiplyAdd(a, x, y);
            b = TSimd.MultiplyAdd(b, x, y);
            c = TSimd.MultiplyAdd(c, x, y);
            d = TSimd.MultiplyAdd(d, x, y);
            e = TSimd.MultiplyAdd(e, x, y);
            f = TSimd.MultiplyAdd(f, x, y);
            g = TSimd.MultiplyAdd(g, x, y);
            h = TSimd.MultiplyAdd(h, x, y);
            i = TSimd.MultiplyAdd(i, x, y);
            j = TSimd.MultiplyAdd(j, x, y);
            k = TSimd.MultiplyAdd(k, x, y);
            l = TSimd.MultiplyAdd(l, x, y);
        }

        TVector sum = TSimd.Add(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(TSimd.Add(e, f), TSimd.Add(g, h)));
        return TSimd.Sum(TSimd.Add(sum, TSimd.Add(TSimd.Add(i, j), TSimd.Add(k, l))));
    }

    private readonly struct Job : IJob
    {
        public void Execute(int part)
        {
            float result = VectorWidths.Widest switch
            {
                VectorWidth.Bits512 => Chain<Simd512, Vector512<float>>(),
                VectorWidth.Bits256 => Chain<Simd256, Vector256<float>>(),
                _ => Chain<Simd128, Vector128<float>>(),
            };
            if (!float.IsFinite(result))
                throw new InvalidOperationException("The chain of multiply-adds must converge.");
        }
    }
}
