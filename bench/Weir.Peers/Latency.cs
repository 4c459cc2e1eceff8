using System.Diagnostics;
using Weir.Inference;

namespace Weir.Peers;

/// <summary>One row at a time: the median and the spread of series of ten thousand.</summary>
internal static class Latency
{
    private const int Series = 10_000;

    public static int Run(string folder)
    {
        Predictor predictor = Predictor.Load(Table.RunOf(folder));
        float[] rows = [.. Enumerable.Range(0, 100 * predictor.InputSize).Select(i => MathF.Sin(i))];
        float[] result = new float[predictor.OutputSize];
        double[] nanoseconds = new double[200];
        long before = 0;
        for (int series = 0; series < nanoseconds.Length; series++)
        {
            // The first series are the JIT's.
            if (series == 50)
                before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Series; i++)
                predictor.Predict(rows.AsSpan(i % 100 * predictor.InputSize, predictor.InputSize), result);
            nanoseconds[series] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Series;
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(nanoseconds, 50, 150);
        Console.WriteLine(FormattableString.Invariant(
            $"one row: median {nanoseconds[125]:f0} ns, least {nanoseconds[50]:f0} ns, 90 % below {nanoseconds[185]:f0} ns, ")
            + FormattableString.Invariant($"{bytes} bytes in {150 * Series:N0} calls"));
        return 0;
    }
}
