using System.Runtime.ExceptionServices;

namespace Weir.Studies;

/// <summary>Threads that work side by side. The first error stops all of them, each after its step, and meets the caller.</summary>
internal static class Workers
{
    /// <summary>Works until every thread has come to its end.</summary>
    /// <param name="count">Threads.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="work">What each does; its token is cancelled by the caller and by an error of another.</param>
    /// <param name="cancel">Stops them.</param>
    public static void Run(int count, string name, Action<CancellationToken> work, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ExceptionDispatchInfo? failure = null;
        // Threads of their own: the pool's are for short work.
        Thread[] threads = [.. Enumerable.Range(1, count)
            .Select(number => new Thread(Work) { IsBackground = true, Name = $"{name} {number}" })];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        failure?.Throw();

        void Work()
        {
            try
            {
                work(stop.Token);
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again where the caller waits.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
                stop.Cancel();
            }
        }
    }
}
