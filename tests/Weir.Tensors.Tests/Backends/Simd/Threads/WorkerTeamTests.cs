using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd;

public sealed unsafe class WorkerTeamTests
{
    [Theory]
    [InlineData(1, 20_000)]
    [InlineData(2, 20_000)]
    [InlineData(4, 1_000)]
    public void Each_part_of_each_job_runs_exactly_once(int threads, int rounds)
    {
        using WorkerTeam team = new(threads);
        int[] counts = new int[threads];
        for (int round = 0; round < rounds; round++)
            team.Run(new Count(counts), threads);
        counts.ShouldAllBe(count => count == rounds);
    }

    [Fact]
    public void A_job_of_fewer_parts_than_threads_leaves_the_others_alone()
    {
        using WorkerTeam team = new(3);
        int[] counts = new int[3];
        for (int round = 0; round < 1000; round++)
            team.Run(new Count(counts), round % 4);
        counts.ShouldBe([750, 500, 250]);
        Should.Throw<ArgumentOutOfRangeException>(() => team.Run(new Count(counts), 4));
    }

    [Fact]
    public void Part_zero_runs_on_the_caller_and_part_i_on_its_worker_when_that_comes_in_time()
    {
        using WorkerTeam team = new(2);
        int[] first = new int[2], second = new int[2];
        team.Run(new WhichThread(first), 2);
        team.Run(new WhichThread(second), 2);
        first[0].ShouldBe(Environment.CurrentManagedThreadId);
        first[1].ShouldNotBe(first[0]);
        second.ShouldBe(first);
    }

    [Fact]
    public void A_part_whose_worker_has_not_come_is_done_by_the_caller_so_that_nobody_waits_for_a_sleeper()
    {
        using WorkerTeam team = new(2);
        int[] counts = new int[2];
        bool byCaller = false;
        for (int round = 1; round <= 20 && !byCaller; round++)
        {
            Thread.Sleep(20);
            Thread[] threads = new Thread[2];
            team.Run(new Note(threads, counts), 2);
            counts.ShouldBe([round, round]);
            byCaller = threads[1] == Thread.CurrentThread;
        }

        byCaller.ShouldBeTrue("after 20 ms the worker sleeps, and a part of nothing is over before it wakes");
    }

    [Fact]
    public void What_the_caller_wrote_before_is_seen_by_the_parts_and_their_results_after()
    {
        using WorkerTeam team = new(2);
        long[] values = new long[2];
        for (int round = 1; round <= 20_000; round++)
        {
            values[0] = values[1] = round;
            team.Run(new Double(values), 2);
            (values[0] + values[1]).ShouldBe(4L * round);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_exception_of_a_part_reaches_the_caller_after_all_parts_have_ended(int failing)
    {
        using WorkerTeam team = new(2);
        int[] counts = new int[2];
        for (int round = 1; round <= 50; round++)
        {
            Should.Throw<InvalidOperationException>(() => team.Run(new Fail(counts, failing), 2)).Message.ShouldBe($"part {failing}");
            counts.ShouldBe([round, round]);
        }

        team.Run(new Count(counts), 2);
        counts.ShouldBe([51, 51]);
    }

    [Fact]
    public void A_job_inside_a_job_runs_on_the_thread_that_started_it_with_that_threads_scratch()
    {
        using WorkerTeam team = new(2);
        int[] threads = new int[4];
        Scratch[] scratches = new Scratch[4];
        team.Run(new Nest(team, threads, scratches), 2);
        threads[0].ShouldBe(Environment.CurrentManagedThreadId);
        threads[1].ShouldBe(threads[0]);
        threads[3].ShouldBe(threads[2]);
        threads[2].ShouldNotBe(threads[0]);
        scratches[1].ShouldBeSameAs(scratches[0]);
        scratches[3].ShouldBeSameAs(scratches[2]);
        scratches[2].ShouldNotBeSameAs(scratches[0]);
    }

    [Fact]
    public void Workers_that_fell_asleep_wake_up_for_the_next_job()
    {
        using WorkerTeam team = new(2);
        int[] counts = new int[2];
        for (int round = 0; round < 300; round++)
        {
            // Idle times around the time after which workers fall asleep, so that jobs come at every moment of it.
            Thread.SpinWait(round * 20);
            if (round % 50 == 0)
                Thread.Sleep(2);
            team.Run(new Count(counts), 2);
        }

        counts.ShouldBe([300, 300]);
    }

    [Fact]
    public void An_idle_team_does_not_burn_a_core()
    {
        using WorkerTeam team = new(2);
        int[] threads = new int[2];
        team.Run(new WhichThread(threads), 2);
        Thread.Sleep(20);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Thread.Sleep(200);

        // Other tests may run beside this one, which a spinning worker would add 200 ms to: the least of several tells.
        TimeSpan least = Environment.CpuUsage.TotalTime - before;
        for (int trial = 0; trial < 5 && least > TimeSpan.FromMilliseconds(100); trial++)
        {
            before = Environment.CpuUsage.TotalTime;
            Thread.Sleep(200);
            TimeSpan used = Environment.CpuUsage.TotalTime - before;
            least = used < least ? used : least;
        }

        least.ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Two_callers_take_turns()
    {
        using WorkerTeam team = new(2);
        int[] counts = new int[2];
        Thread other = new(() => Repeat());
        other.Start();
        Repeat();
        other.Join();
        counts.ShouldBe([4000, 4000]);

        void Repeat()
        {
            for (int round = 0; round < 2000; round++)
                team.Run(new Count(counts), 2);
        }
    }

    [Fact]
    public void Running_jobs_allocates_nothing()
    {
        using WorkerTeam team = new(2);
        int[] counts = new int[2];
        Count job = new(counts);
        team.Run(job, 2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1000; round++)
            team.Run(job, 2);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Disposing_ends_the_threads_and_a_disposed_team_refuses_jobs()
    {
        Thread[] threads = new Thread[2];
        WorkerTeam team = new(2);
        team.Run(new WhoRuns(threads), 2);
        threads[1].IsAlive.ShouldBeTrue();
        threads[1].IsBackground.ShouldBeTrue();
        team.Dispose();
        team.Dispose();
        threads[1].IsAlive.ShouldBeFalse();
        Should.Throw<ObjectDisposedException>(() => team.Run(new WhoRuns(threads), 2));
    }

    /// <summary>Kernels use working memory also before and after their job, when another caller may have his turn.</summary>
    [Fact]
    public void Callers_have_each_their_own_working_memory()
    {
        using WorkerTeam team = new(2);
        Scratch mine = team.ScratchOf(0);
        Scratch? other = null, again = null;
        Thread caller = new(() => (other, again) = (team.ScratchOf(0), team.ScratchOf(1)));
        caller.Start();
        caller.Join();
        other.ShouldNotBeNull().ShouldNotBeSameAs(mine);
        again.ShouldBeSameAs(other);
        team.ScratchOf(0).ShouldBeSameAs(mine);
    }

    [Fact]
    public void A_team_of_no_threads_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => new WorkerTeam(0));

    private readonly struct Count(int[] counts) : IJob
    {
        public void Execute(int part) => counts[part]++;
    }

    private readonly struct Double(long[] values) : IJob
    {
        public void Execute(int part) => values[part] *= 2;
    }

    private readonly struct WhichThread(int[] threads) : IJob
    {
        public void Execute(int part)
        {
            int[] ids = threads;
            Volatile.Write(ref ids[part], Environment.CurrentManagedThreadId);
            Meeting.WaitForOther(part, () => Volatile.Read(ref ids[1]) != 0);
        }
    }

    private readonly struct Note(Thread[] threads, int[] counts) : IJob
    {
        public void Execute(int part)
        {
            threads[part] = Thread.CurrentThread;
            counts[part]++;
        }
    }

    /// <summary>Part 0 stays until part 1 has begun, so that it is the worker that takes it.</summary>
    private static class Meeting
    {
        public static void WaitForOther(int part, Func<bool> begun)
        {
            if (part == 0)
                SpinWait.SpinUntil(begun, TimeSpan.FromSeconds(30)).ShouldBeTrue("the worker must come");
        }
    }

    private readonly struct WhoRuns(Thread[] threads) : IJob
    {
        public void Execute(int part)
        {
            Thread[] running = threads;
            Volatile.Write(ref running[part], Thread.CurrentThread);
            Meeting.WaitForOther(part, () => Volatile.Read(ref running[1]) is not null);
        }
    }

    private readonly struct Fail(int[] counts, int failing) : IJob
    {
        public void Execute(int part)
        {
            if (part != failing)
                Thread.SpinWait(1000);
            counts[part]++;
            if (part == failing)
                throw new InvalidOperationException($"part {part}");
        }
    }

    private readonly struct Nest(WorkerTeam team, int[] threads, Scratch[] scratches) : IJob
    {
        public void Execute(int part)
        {
            team.Run(new Inner(team, threads, scratches, part), 2);
            int[] ids = threads;
            Meeting.WaitForOther(part, () => Volatile.Read(ref ids[2]) != 0);
        }
    }

    private readonly struct Inner(WorkerTeam team, int[] threads, Scratch[] scratches, int outer) : IJob
    {
        public void Execute(int part)
        {
            threads[(outer * 2) + part] = Environment.CurrentManagedThreadId;
            scratches[(outer * 2) + part] = team.ScratchOf(part);
        }
    }
}
