using Weir.Tensors.Backends.Simd;

namespace Weir.Bench;

/// <summary>What it costs to hand a job to the team.</summary>
internal sealed class TeamBenchmark : IBenchmark
{
    public string Name => "team";

    public string Summary => "time to start an empty job on two threads and to wait for its end";

    public void Run(string[] options)
    {
        foreach (int parts in new[] { 1, 2 })
        {
            using WorkerTeam team = new(2);
            double time = Stopclock.Best(() => team.Run(default(Empty), parts), 0.5);
            Console.WriteLine($"{parts} part(s): {time * 1e9,6:F0} ns");
        }
    }

    private readonly struct Empty : IJob
    {
        public void Execute(int part)
        {
            // Only the hand-over is timed.
        }
    }
}
