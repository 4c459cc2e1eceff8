using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.Intrinsics.X86;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// Threads that stay alive and share out the parts of a job, one each, with no scheduler between: the caller is
/// worker 0, part i always runs on worker i. A team shares out one job at a time; a second caller waits for the first, and a
/// job started from inside such a job runs on the thread that started it. A job of one part runs at once on the thread that calls.
/// </summary>
internal sealed unsafe class WorkerTeam : IDisposable
{
    /// <summary>
    /// Pauses that an idle worker makes before it goes to sleep, some tens of microseconds in all: longer than the gaps
    /// between the operations of a training step, and short enough that an idle team costs nothing.
    /// </summary>
    private const int PausesBeforeSleep = 2048;

    /// <summary>
    /// Pauses after which a waiting thread offers its core to others, one of which may be the thread that it waits for
    /// when the machine is busy with something else.
    /// </summary>
    private const int PausesBetweenYields = 64;

    /// <summary>After so long a sleeping worker looks whether there is a team left.</summary>
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Worker[] _workers;

    /// <summary>Working memory of those who call, each its own: kernels use it also where they share out no job and hold no lock.</summary>
    private readonly ThreadLocal<Scratch> _callers = new(() => new Scratch(), trackAllValues: true);

    /// <summary>
    /// A cheap loop over so many entries takes about 4 microseconds from the second-level cache. A second thread saves at
    /// most that on twice as many, while a core that another program holds for a moment costs tens.
    /// </summary>
    public const int DefaultGrain = 65536;

    /// <summary>Bytes of all working memory.</summary>
    public long ScratchBytes => _callers.Values.Sum(scratch => scratch.Bytes) + _workers.Sum(worker => worker.Scratch.Bytes);

    private bool _disposed;

    /// <summary>Entries of cheap work for each thread below which another thread is not asked; tests make it small.</summary>
    public int Grain { get; }

    /// <summary>Starts a team.</summary>
    /// <param name="threads">Number of workers, the caller included, at least 1; one thread fewer is started.</param>
    /// <param name="grain">See <see cref="Grain"/>. Default <see cref="DefaultGrain"/>.</param>
    public WorkerTeam(int threads, int grain = DefaultGrain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(grain, 1);
        Grain = grain;
        _workers = new Worker[threads];
        for (int i = 0; i < threads; i++)
            _workers[i] = new Worker();
        WeakReference<WorkerTeam> itself = new(this);
        for (int i = 1; i < threads; i++)
        {
            int part = i;
            Worker worker = _workers[i];
            // A background thread never keeps the process alive, even if nobody disposes the team. It holds its mailbox and not the team,
            // so that a team that nobody uses any more is collected, and ends when it is.
            worker.Thread = new Thread(() => Serve(worker, part, itself)) { IsBackground = true, Name = $"Weir worker {part}" };
        }

        for (int i = 1; i < threads; i++)
            _workers[i].Thread!.Start();
    }

    /// <summary>The threads that it has started.</summary>
    internal IEnumerable<Thread> Started => _workers.Select(worker => worker.Thread).OfType<Thread>();

    /// <summary>Number of workers, the caller included.</summary>
    public int Threads => _workers.Length;

    /// <summary>
    /// Runs parts 0 to <paramref name="parts"/> − 1 and returns when all have ended. If parts throw, the exception of the
    /// lowest of them is thrown again here, after all have ended.
    /// </summary>
    /// <param name="job">The work; it is copied and not boxed.</param>
    /// <param name="parts">Number of parts, at most <see cref="Threads"/>.</param>
    public void Run<TJob>(in TJob job, int parts)
        where TJob : struct, IJob
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, Threads);
        ObjectDisposedException.ThrowIf(_disposed, this);

        // The copy lives on this stack and so stays where it is while the others use it.
        TJob copy = job;
        // What one thread does alone needs no turn.
        if (parts == 1 || _gate.IsHeldByCurrentThread || IsWorker())
        {
            for (int part = 0; part < parts; part++)
                copy.Execute(part);
        }
        else if (parts > 1)
        {
            lock (_gate)
                Fork(&Execute<TJob>, Unsafe.AsPointer(ref copy), parts);
        }

        // A worker may end once the team is gone: not while it is to do something.
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Working memory for the part that the calling thread runs. Parts that run one after the other on a single thread
    /// (a job inside a job) share that thread's memory. Threads that call, of which there may be several, have each their own.
    /// </summary>
    public Scratch ScratchOf(int part)
    {
        Thread current = Thread.CurrentThread;
        if (_workers[part].Thread == current)
            return _workers[part].Scratch;
        foreach (Worker worker in _workers)
        {
            if (worker.Thread == current)
                return worker.Scratch;
        }

        return _callers.Value!;
    }

    /// <summary>Ends the threads after the running job.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            for (int i = 1; i < _workers.Length; i++)
                _workers[i].End();
            foreach (Worker worker in _workers)
            {
                worker.Thread?.Join();
                worker.Dispose();
            }

            _callers.Dispose();
        }
    }

    private static void Execute<TJob>(void* job, int part)
        where TJob : struct, IJob => Unsafe.AsRef<TJob>(job).Execute(part);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pause(int pauses)
    {
        if (pauses % PausesBetweenYields == 0)
            Thread.Yield();
        else if (X86Base.IsSupported)
            X86Base.Pause();
        else
            Thread.SpinWait(1);
    }

    private bool IsWorker()
    {
        Thread current = Thread.CurrentThread;
        for (int i = 1; i < _workers.Length; i++)
        {
            if (_workers[i].Thread == current)
                return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fork(delegate*<void*, int, void> execute, void* job, int parts)
    {
        for (int i = 1; i < parts; i++)
            _workers[i].Give(execute, job);

        Exception? failure = null;
        try
        {
            execute(job, 0);
        }
#pragma warning disable CA1031 // Whatever a part throws has to wait until the other parts no longer use this stack.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            failure = thrown;
        }

        for (int i = 1; i < parts; i++)
        {
            Worker worker = _workers[i];
            if (worker.TryTakeBack())
            {
                // Its core is busy with something else: rather than wait for it, its part is done here. Who runs a part
                // makes no difference to the result.
                try
                {
                    execute(job, i);
                }
#pragma warning disable CA1031 // As above.
                catch (Exception thrown)
#pragma warning restore CA1031
                {
                    failure ??= thrown;
                }

                continue;
            }

            for (int pauses = 1; worker.IsBusy; pauses++)
                Pause(pauses);

            // Written only where there is something to write: the worker reads what lies beside it.
            if (worker.Failure is not null)
            {
                failure ??= worker.Failure;
                worker.Failure = null;
            }
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Serve(Worker worker, int part, WeakReference<WorkerTeam> team)
    {
        while (Await(worker, team))
        {
            try
            {
                worker.Execute(part);
            }
#pragma warning disable CA1031 // The caller throws it again.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                worker.Failure = thrown;
            }

            worker.Finish();
        }
    }

    /// <summary>Waits for a job and takes it; false when there will be none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Await(Worker worker, WeakReference<WorkerTeam> team)
    {
        while (true)
        {
            for (int pauses = 1; pauses <= PausesBeforeSleep; pauses++)
            {
                if (worker.TryTake(out bool ended))
                    return true;
                if (ended)
                    return false;
                Pause(pauses);
            }

            if (!worker.Sleep(s_longestSleep) && IsGone(team))
                return false;
        }
    }

    // Not a part of the loop above, whose stack would hold the team while it sleeps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsGone(WeakReference<WorkerTeam> team) => !team.TryGetTarget(out _);
}
