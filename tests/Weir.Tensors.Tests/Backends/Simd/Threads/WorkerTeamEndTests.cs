using System.Runtime.CompilerServices;
using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd;

/// <summary>A team ends with those who use it.</summary>
public sealed class WorkerTeamEndTests
{
    [Fact]
    public void The_threads_of_a_team_that_nobody_disposes_end_when_it_is_collected()
    {
        Thread[] threads = Used();
        for (int i = 0; i < 300 && threads.Any(thread => thread.IsAlive); i++)
        {
            GC.Collect();
            threads[0].Join(100);
            threads[1].Join(100);
        }

        threads.ShouldAllBe(thread => !thread.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread[] Used()
        {
            WorkerTeam team = new(3);
            team.Run(new Nothing(), 3);
            return [.. team.Started];
        }
    }

    private readonly struct Nothing : IJob
    {
        public void Execute(int part)
        {
        }
    }
}
