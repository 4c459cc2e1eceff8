using Weir.Cli.Commands;
using Weir.Pages;
using Weir.Training;

namespace Weir.Cli.Live;

/// <summary>
/// What goes on beside a run while it trains: .NET's meters and activities, a live page, and events for TensorBoard. Disposing ends them.
/// </summary>
internal sealed class RunServices : IDisposable
{
    private readonly WatchServer? _server;
    private readonly TensorBoardLog? _log;
    private readonly TrainingTelemetry _telemetry;

    private RunServices(WatchServer? server, TensorBoardLog? log, TimeProvider time) =>
        (_server, _log, _telemetry) = (server, log, new TrainingTelemetry(time: time));

    /// <summary>Where the live page is; null where none is served.</summary>
    public string? Page => _server?.Address.ToString();

    /// <summary>Starts what was asked for.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="info">The run.</param>
    /// <param name="time">The clock.</param>
    public static RunServices Start(SessionOptions options, RunInfo info, TimeProvider time)
    {
        TensorBoardLog? log = options.TensorBoard is { } folder ? new TensorBoardLog(folder, time) : null;
        if (!options.Watch || info.Directory is not { } directory)
            return new RunServices(null, log, time);
        string run = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        WatchOptions watch = new() { RunsDirectory = Path.GetDirectoryName(run)!, Run = Path.GetFileName(run), Time = time };
        return new RunServices(WatchServer.StartAsync(watch).GetAwaiter().GetResult(), log, time);
    }

    /// <summary>What went wrong beside the run, which did not end for it; null where nothing has.</summary>
    public string? Trouble => _log?.Trouble;

    /// <summary>An observer that tells the services as well.</summary>
    public ITrainingObserver Beside(ITrainingObserver observer) => new ObserverList(observer, _telemetry, _log);

    /// <inheritdoc/>
    public void Dispose()
    {
        _telemetry.Dispose();
        _log?.Dispose();
        _server?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
