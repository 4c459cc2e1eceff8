using System.Diagnostics;

namespace Weir.Bench;

/// <summary>Times short pieces of work.</summary>
internal static class Stopclock
{
    /// <summary>
    /// Seconds that the work takes: the best of several series, each long enough for the clock. The best, because
    /// everything that disturbs a measurement makes it longer.
    /// </summary>
    public static double Best(Action work, double seconds)
    {
        // Warm-up: also time for the JIT to bring what is called often to its last tier.
        long start = Stopwatch.GetTimestamp();
        int repeats = 0;
        do
        {
            work();
            repeats++;
        }
        while (repeats < 40 && Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);

        double once = Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
        int series = (int)Math.Clamp(2e-4 / once, 1, 1000);
        double best = double.MaxValue;
        start = Stopwatch.GetTimestamp();
        do
        {
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < series; i++)
                work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds / series);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);

        return best;
    }
}
