using System.Diagnostics;

namespace Weir.Peers;

/// <summary>Time and memory of a piece of work that takes seconds.</summary>
internal static class Measured
{
    public static int Run(string name, long rows, Action work)
    {
        using Process self = Process.GetCurrentProcess();
        double before = self.TotalProcessorTime.TotalSeconds;
        long start = Stopwatch.GetTimestamp();
        work();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        double processor = self.TotalProcessorTime.TotalSeconds - before;
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: {rows:N0} rows in {seconds:f2} s, {rows / seconds:N0} rows/s, ")
            + FormattableString.Invariant($"{processor:f2} s of the processor, at most {self.PeakWorkingSet64 / 1e6:f0} MB"));
        return 0;
    }
}
