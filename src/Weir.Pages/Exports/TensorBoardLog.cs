using System.Threading.Channels;
using Weir.Flow;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Pages;

/// <summary>
/// Writes a run's event file for TensorBoard while it trains, with the names of <see cref="TensorBoardExport"/> and the times at which
/// things happened. A thread of its own writes: training hands over and never waits.
/// </summary>
public sealed class TensorBoardLog : ITrainingObserver, IDisposable
{
    /// <summary>A second's events at most are lost when the process is killed.</summary>
    private static readonly TimeSpan s_flush = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Channel<Action<Stream>> _events = Channel.CreateUnbounded<Action<Stream>>(new() { SingleReader = true });
    private TraceHeader? _header;
    private Task _writing = Task.CompletedTask;

    /// <summary>Makes the observer; the file is made when the run starts.</summary>
    /// <param name="folder">TensorBoard's folder of logs; the file goes into a folder of the run's name in it.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    public TensorBoardLog(string folder, TimeProvider? time = null) => (_folder, _time) = (folder, time ?? TimeProvider.System);

    /// <summary>Makes the file. Default: on the disk.</summary>
    internal Func<string, Stream> Create { get; init; } = DiskFiles.Instance.Create;

    /// <summary>The file that is written; null before the run has started.</summary>
    public string? Path { get; private set; }

    /// <summary>What went wrong with writing, in a sentence; null where nothing has. The run does not end for it.</summary>
    public string? Trouble { get; private set; }

    private double Now => _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    /// <inheritdoc/>
    /// <exception cref="RunException">The file cannot be made.</exception>
    public void OnStart(RunInfo info)
    {
        _header = info.Flow;
        Stream file;
        try
        {
            string place = Directory.CreateDirectory(TensorBoardEvents.Folder(_folder, info.Name)).FullName;
            Path = System.IO.Path.Combine(place, TensorBoardEvents.FileName(_time.GetUtcNow()));
            file = Create(Path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw new RunException($"{_folder}: no event file can be written there: {DiskError.Words(error)}", error);
        }

        double now = Now;
        _events.Writer.TryWrite(stream => EventRecord.WriteVersion(stream, now));
        _writing = Task.Run(() => WriteAsync(file));
    }

    /// <inheritdoc/>
    public void OnProgress(StepProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnSample(FlowSample sample)
    {
        double now = Now;
        if (_header is { } header)
            _events.Writer.TryWrite(file => TensorBoardEvents.Write(file, now, sample, header));
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        double now = Now;
        _events.Writer.TryWrite(file => TensorBoardEvents.Write(file, now, metrics));
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult result) => Dispose();

    /// <summary>Writes what is left and closes the file; what goes wrong is <see cref="Trouble"/>.</summary>
    public void Dispose()
    {
        _events.Writer.TryComplete();
        _writing.GetAwaiter().GetResult();
    }

    private async Task WriteAllAsync(Stream file)
    {
        long flushed = _time.GetTimestamp();
        while (await _events.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_events.Reader.TryRead(out Action<Stream>? write))
            {
                write(file);
                if (_time.GetElapsedTime(flushed) < s_flush)
                    continue;
                file.Flush();
                flushed = _time.GetTimestamp();
            }

            // What reads the file beside the training sees all that there is while nothing else is to be written.
            file.Flush();
        }
    }

    private async Task WriteAsync(Stream file)
    {
        try
        {
            // Closing writes what is left, which a full disk refuses as it refuses all else.
            await using (file.ConfigureAwait(false))
                await WriteAllAsync(file).ConfigureAwait(false);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // The run goes on without its events.
            Trouble = $"{Path}: the events could not be written to their end: {DiskError.Words(error)}";
            _events.Writer.TryComplete();
        }
    }
}
