using System.Runtime.InteropServices;

namespace Weir.Tensors.Backends.Simd;

/// <summary>The mailbox between the team and one of its threads; each side writes cache lines of its own.</summary>
internal sealed class Worker : IDisposable
{
    private Lines _lines;

    /// <summary>Counts the jobs given to this worker; −1 asks it to end.</summary>
    public ref long Given => ref _lines.Given;

    /// <summary>Takes a job to be done; true for the first that asks, the worker or the giver.</summary>
    public bool TryClaim(long number) => Interlocked.CompareExchange(ref _lines.Claimed, number, number - 1) == number - 1;

    /// <summary>The last job that it finished.</summary>
    public ref long Finished => ref _lines.Finished;

    /// <summary>1 while it sleeps, or is about to, and must be woken.</summary>
    public ref int Asleep => ref _lines.Asleep;

    /// <summary>Wakes it.</summary>
    public SemaphoreSlim Bell { get; } = new(0);

    /// <summary>What its part threw.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Its working memory.</summary>
    public Scratch Scratch { get; } = new();

    /// <summary>The thread, null for worker 0, which is whoever calls.</summary>
    public Thread? Thread { get; set; }

    public void Dispose() => Bell.Dispose();

    // Processors fetch cache lines in pairs, hence 128 bytes apart.
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Lines
    {
        [FieldOffset(128)]
        public long Given;

        [FieldOffset(136)]
        public long Claimed;

        [FieldOffset(256)]
        public long Finished;

        [FieldOffset(264)]
        public int Asleep;
    }
}
