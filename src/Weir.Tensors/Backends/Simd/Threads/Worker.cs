using System.Runtime.InteropServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>
/// The mailbox between the team and one of its threads. All of it lies on one cache line, and the thread asks for a job by taking it: a
/// job's way to another core costs one journey of that line, and its end another.
/// </summary>
internal sealed unsafe class Worker : IDisposable
{
    private const int Idle = 0;
    private const int Given = 1;
    private const int Taken = 2;
    private const int Asleep = 3;
    private const int Ended = 4;

    private readonly SemaphoreSlim _bell = new(0);
    private Mailbox _box;

    /// <summary>What the part threw that was done last.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Its working memory.</summary>
    public Scratch Scratch { get; } = new();

    /// <summary>The thread, null for worker 0, which is whoever calls.</summary>
    public Thread? Thread { get; set; }

    /// <summary>Whether it has a job in hand.</summary>
    public bool IsBusy => Volatile.Read(ref _box.State) == Taken;

    /// <summary>Gives a job to a worker that has none, and wakes it if it sleeps.</summary>
    public void Give(delegate*<void*, int, void> execute, void* job)
    {
        // The exchange is a fence: who sees the new state sees these too.
        _box.Execute = execute;
        _box.Job = job;
        Change(Given);
    }

    /// <summary>Asks it to end.</summary>
    public void End() => Change(Ended);

    /// <summary>Takes the job back; false if the worker has it in hand or is done with it.</summary>
    public bool TryTakeBack() => Volatile.Read(ref _box.State) == Given
        && Interlocked.CompareExchange(ref _box.State, Idle, Given) == Given;

    /// <summary>The worker's side: takes the job, if one is given.</summary>
    public bool TryTake(out bool ended)
    {
        int state = Interlocked.CompareExchange(ref _box.State, Taken, Given);
        ended = state == Ended;
        return state == Given;
    }

    /// <summary>The worker's side: does the job that it took.</summary>
    public void Execute(int part) => _box.Execute(_box.Job, part);

    /// <summary>The worker's side: the job is done.</summary>
    public void Finish() => Volatile.Write(ref _box.State, Idle);

    /// <summary>The worker's side: sleeps until a job is given, unless one has just been.</summary>
    /// <param name="longest">How long at most.</param>
    /// <returns>Whether something was given.</returns>
    public bool Sleep(TimeSpan longest)
    {
        if (Interlocked.CompareExchange(ref _box.State, Asleep, Idle) != Idle || _bell.Wait(longest))
            return true;
        if (Interlocked.CompareExchange(ref _box.State, Idle, Asleep) == Asleep)
            return false;
        // Something was given just now, and the bell rings for it.
        _bell.Wait();
        return true;
    }

    public void Dispose() => _bell.Dispose();

    private void Change(int state)
    {
        if (Interlocked.Exchange(ref _box.State, state) == Asleep)
            _bell.Release();
    }

    // Processors fetch cache lines in pairs, hence 128 bytes on either side.
    [StructLayout(LayoutKind.Explicit, Size = 320)]
    private struct Mailbox
    {
        [FieldOffset(128)]
        public int State;

        [FieldOffset(136)]
        public delegate*<void*, int, void> Execute;

        [FieldOffset(144)]
        public void* Job;
    }
}
