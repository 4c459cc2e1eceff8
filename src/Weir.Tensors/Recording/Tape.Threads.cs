namespace Weir.Tensors;

/// <content>Which thread makes a step.</content>
public sealed partial class Tape
{
    // The thread that has begun the step; 0 before the first one.
    private int _thread;

    /// <summary>
    /// Begins the next step where the last one has run backwards, and refuses what another thread would put into one that is being made:
    /// its memory would be that of the other's tensors.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread is making the step.</exception>
    private void Claim(bool begins = true)
    {
        if (begins && _ended)
            Begin();
        int thread = Environment.CurrentManagedThreadId;
        if (_thread == thread)
            return;
        int owner = Interlocked.CompareExchange(ref _thread, thread, 0);
        if (owner != 0 && owner != thread)
            throw new InvalidOperationException($"a tape is used by two threads: thread {owner} is making its step, thread {thread} cannot "
                + "put anything on it; give each thread a tape of its own, or call Begin where another thread takes over");
    }
}
