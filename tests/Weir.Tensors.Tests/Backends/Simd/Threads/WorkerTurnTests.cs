using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd;

/// <summary>Who waits for whom where several threads use one team.</summary>
public sealed class WorkerTurnTests
{
    [Fact]
    public void A_job_of_one_part_waits_for_nobody()
    {
        using WorkerTeam team = new(2);
        using ManualResetEventSlim begun = new(), free = new();
        Thread other = new(() => team.Run(new Hold(begun, free), 2));
        other.Start();
        begun.Wait();
        int[] runs = new int[1];
        Thread alone = new(() => team.Run(new Count(runs), 1));
        alone.Start();
        alone.Join(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        runs.ShouldBe([1]);
        free.Set();
        other.Join();
    }

    /// <summary>Holds the team until it is let go.</summary>
    private readonly struct Hold(ManualResetEventSlim begun, ManualResetEventSlim free) : IJob
    {
        public void Execute(int part)
        {
            begun.Set();
            free.Wait();
        }
    }

    private readonly struct Count(int[] runs) : IJob
    {
        public void Execute(int part) => runs[part]++;
    }
}
