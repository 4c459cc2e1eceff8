using Weir.Cli.Live;
using Weir.Cli.Views;
using Weir.Repair;

namespace Weir.Cli.Commands;

/// <summary>Makes a repair before the eyes of a person, or in plain lines.</summary>
internal static class RepairSession
{
    /// <summary>Makes it.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="request">What is repaired.</param>
    /// <param name="options">How.</param>
    /// <param name="plain">Plain lines also on a terminal.</param>
    /// <param name="observer">Is told of it where there is no live view; plain lines unless told.</param>
    /// <exception cref="OperationCanceledException">It was stopped; everything is kept.</exception>
    public static RepairResult Run(Terminal terminal, RepairRequest request, RepairOptions options, bool plain,
        IRepairObserver? observer = null)
    {
        if (!terminal.ShowsLive(plain))
            return RepairRunner.Run(request, options, observer ?? new RepairLines(terminal.Tell), terminal.Cancel);
        RepairWatch watch = new();
        long started = terminal.Time.GetTimestamp();
        // A thread of its own: the pool's are for short work.
        Task<RepairResult> work = Task.Factory.StartNew(() => RepairRunner.Run(request, options, watch, terminal.Cancel),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        LiveLoop.Run(terminal, work, (width, height) => watch.Latest is { } progress && !work.IsCompleted
            ? RepairLiveView.Draw(progress, terminal.Time.GetElapsedTime(started), terminal.Cancel.IsCancellationRequested, width, height)
            : []);
        return work.Result;
    }
}
