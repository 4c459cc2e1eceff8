using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>What it costs to hand a job to the team.</summary>
internal sealed class TeamBenchmark : IBenchmark
{
    public string Name => "team";

    public string Summary => "what it costs to share a job of some microseconds: each part takes as long as one alone";

    public void Run(string[] options)
    {
        using WorkerTeam team = new(2);
        Chain job = new();
        double one = Stopclock.Best(() => team.Run(job, 1), 0.5), two = Stopclock.Best(() => team.Run(job, 2), 0.5);
        Console.WriteLine($"1 part: {one * 1e9:F0} ns; 2 parts: {two * 1e9:F0} ns, {(two - one) * 1e9:F0} ns more; a core sees what the "
            + $"other wrote after {CoreDistance.Nanoseconds():F0} ns");
    }

    /// <summary>Additions that wait for each other, long enough that the other thread begins before the first has ended.</summary>
    private readonly struct Chain : IJob
    {
        private const int Length = 5_000;

        public void Execute(int part)
        {
            double sum = part;
            for (int i = 0; i < Length; i++)
                sum += i;
            if (double.IsNaN(sum))
                throw new InvalidOperationException("a sum of numbers is a number");
        }
    }
}
