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
        IRepairObserver? observer = null) =>
        Run(terminal, plain, observer ?? new RepairLines(terminal.Tell), told =>
            RepairRunner.Run(request, options, told, terminal.Cancel));

    /// <summary>Makes what branches are tried for.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="plain">Plain lines also on a terminal.</param>
    /// <param name="lines">Is told of it where there is no live view.</param>
    /// <param name="make">Makes it, and tells of it.</param>
    /// <exception cref="OperationCanceledException">It was stopped; everything is kept.</exception>
    public static T Run<T>(Terminal terminal, bool plain, IRepairObserver lines, Func<IRepairObserver, T> make)
    {
        if (!terminal.ShowsLive(plain))
            return make(lines);
        RepairWatch watch = new();
        long started = terminal.Time.GetTimestamp();
        // A thread of its own: the pool's are for short work.
        Task<T> work = Task.Factory.StartNew(() => make(watch), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        LiveLoop.Run(terminal, work, (width, height) => watch.Latest is { } progress && !work.IsCompleted
            ? RepairLiveView.Draw(progress, terminal.Time.GetElapsedTime(started), terminal.Cancel.IsCancellationRequested, width, height)
            : []);
        return work.Result;
    }
}
