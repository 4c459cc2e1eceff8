namespace Weir.Cli;

/// <summary>
/// Waits for a command. Once the program is asked to stop, the command has a moment to end by itself, and as long as it takes where it
/// holds on to keep what it has, and a moment after that to tell of it; then it is given up, wherever it is, and ends with the process.
/// </summary>
internal static class Patience
{
    /// <summary>Runs a command on a thread of its own.</summary>
    /// <param name="leaving">How the program is asked to stop.</param>
    /// <param name="command">The command; what it throws is thrown here.</param>
    /// <exception cref="OperationCanceledException">The command was given up.</exception>
    public static int Run(Leaving leaving, Func<int> command)
    {
        Task<int> work = Task.Factory.StartNew(command, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // Neither wait throws what the command throws.
        if (WaitHandle.WaitAny([((IAsyncResult)work).AsyncWaitHandle, leaving.Token.WaitHandle]) == 1)
        {
            int released = leaving.Released;
            while (Task.WaitAny([work], leaving.Grace) < 0)
            {
                bool held = leaving.IsHeld;
                if (held || leaving.Released != released)
                {
                    released = leaving.Released;
                    continue;
                }

                leaving.Abandon();
                throw new OperationCanceledException(leaving.Token);
            }
        }

        return work.GetAwaiter().GetResult();
    }
}
