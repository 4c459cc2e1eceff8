using System.Diagnostics;

namespace Weir.Bench;

/// <summary>
/// How long one core takes to see what another wrote. Some 40 ns where both share a cache, some 200 where they do not; a virtual machine's
/// host may move its processors from the one to the other in the middle of a run, and short steps on two threads, in any program, take up
/// to twice as long for it.
/// </summary>
internal static class CoreDistance
{
    private const int Exchanges = 20_000;

    /// <summary>Nanoseconds from one core to the other: the least of a few series.</summary>
    public static double Nanoseconds()
    {
        double least = double.MaxValue;
        for (int series = 0; series < 3; series++)
            least = Math.Min(least, Series());
        return least;
    }

    private static double Series()
    {
        // Far from what else the program writes.
        long[] shared = new long[64];
        Thread other = new(() =>
        {
            for (long turn = 1; turn < 2 * Exchanges; turn += 2)
            {
                Await(shared, turn);
                Volatile.Write(ref shared[32], turn + 1);
            }
        });
        other.Start();
        // The first exchange waits for the thread to begin.
        Volatile.Write(ref shared[32], 1);
        Await(shared, 2);
        long start = Stopwatch.GetTimestamp();
        for (long turn = 2; turn < 2 * Exchanges; turn += 2)
        {
            Volatile.Write(ref shared[32], turn + 1);
            Await(shared, turn + 2);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        other.Join();
        return seconds * 1e9 / (2.0 * (Exchanges - 1));
    }

    private static void Await(long[] shared, long value)
    {
        for (int spins = 1; Volatile.Read(ref shared[32]) != value; spins++)
        {
            // Should both have to share a core for a moment.
            if (spins % 100_000 == 0)
                Thread.Yield();
        }
    }
}
