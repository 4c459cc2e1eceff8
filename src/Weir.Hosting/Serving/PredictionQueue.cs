using System.Threading.Channels;
using Weir.Data;
using Weir.Inference;
using Weir.Tensors;

namespace Weir.Hosting;

/// <summary>
/// Gathers single requests into batches for one predictor: many callers at once cost little more than a few. Requests are checked when they
/// come and answered in their order; how many may wait is bounded. Any number of threads may use one queue.
/// </summary>
public sealed class PredictionQueue : IDisposable, IAsyncDisposable
{
    private const string Ended =
        "the queue of predictions has ended, as its program is ending; send the request to another, or again later";

    private readonly Predictor _predictor;
    private readonly PredictionQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<QueuedRequest> _requests;
    private readonly BatchRunner _runner;
    private readonly Task _work;
    private volatile bool _isEnding, _refuses;

    /// <summary>Makes a queue and starts it.</summary>
    /// <param name="predictor">What predicts.</param>
    /// <param name="options">How requests are gathered.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <param name="telemetry">Is told of requests and batches; null for nobody.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public PredictionQueue(Predictor predictor, PredictionQueueOptions? options = null, TimeProvider? time = null,
        PredictionTelemetry? telemetry = null)
    {
        _predictor = predictor;
        _options = options ?? new PredictionQueueOptions();
        _options.Check();
        _time = time ?? TimeProvider.System;
        _requests = Channel.CreateBounded<QueuedRequest>(new BoundedChannelOptions(_options.MostWaiting) { SingleReader = true });
        _runner = new BatchRunner(predictor, _time, telemetry);
        telemetry?.Follow(this);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Requests that wait for their batch.</summary>
    public int Waiting => _requests.Reader.Count;

    /// <summary>How requests are gathered.</summary>
    public PredictionQueueOptions Options => _options;

    /// <summary>Whether requests are no longer taken.</summary>
    public bool IsEnding => _isEnding;

    /// <summary>How the last batch went; null before there was one.</summary>
    public BatchReport? Last => _runner.Last;

    /// <summary>Predicts a row of a table with those of other callers.</summary>
    /// <param name="row">The row, as of <see cref="Predictor.Predict(IReadOnlyDictionary{string, object})"/>.</param>
    /// <param name="cancel">Gives the request up.</param>
    /// <exception cref="DataException">A column that is not there, or a cell that is not what the column holds.</exception>
    /// <exception cref="QueueFullException">So many requests wait already, and this one is not to wait outside.</exception>
    /// <exception cref="QueueClosedException">The queue has ended.</exception>
    public async ValueTask<Prediction> PredictAsync(IReadOnlyDictionary<string, object?> row, CancellationToken cancel = default) =>
        await EnqueueAsync(_predictor.Encode(row), cancel).ConfigureAwait(false);

    /// <summary>Predicts an image with those of other callers.</summary>
    /// <param name="image">The image, as of <see cref="Predictor.Predict(PixelImage)"/>.</param>
    /// <param name="cancel">Gives the request up.</param>
    /// <exception cref="QueueFullException">So many requests wait already, and this one is not to wait outside.</exception>
    /// <exception cref="QueueClosedException">The queue has ended.</exception>
    public async ValueTask<Prediction> PredictAsync(PixelImage image, CancellationToken cancel = default) =>
        await EnqueueAsync(_predictor.Encode(image), cancel).ConfigureAwait(false);

    /// <summary>Predicts a sample that is numbers with those of other callers.</summary>
    /// <param name="sample">The sample, as of <see cref="Predictor.Predict(ReadOnlySpan{float})"/>; it must not change until the answer is
    /// there.</param>
    /// <param name="cancel">Gives the request up.</param>
    /// <exception cref="ShapeException">Another number of entries.</exception>
    /// <exception cref="QueueFullException">So many requests wait already, and this one is not to wait outside.</exception>
    /// <exception cref="QueueClosedException">The queue has ended.</exception>
    public async ValueTask<Prediction> PredictAsync(ReadOnlyMemory<float> sample, CancellationToken cancel = default) =>
        sample.Length == _predictor.InputSize ? await EnqueueAsync(sample, cancel).ConfigureAwait(false)
            : throw new ShapeException($"predict: a sample of {sample.Length} numbers was given; the network takes {_predictor.InputSize}");

    /// <summary>Takes no more requests and finishes those that wait.</summary>
    /// <param name="cancel">Refuses those that still wait then.</param>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        Close();
        CancellationTokenRegistration refusing = cancel.UnsafeRegister(static queue => ((PredictionQueue)queue!)._refuses = true, this);
        await using (refusing.ConfigureAwait(false))
            await _work.ConfigureAwait(false);
    }

    /// <summary>Takes no more requests and refuses those that wait; a batch that is being worked out is still answered.</summary>
    public void Dispose()
    {
        _refuses = true;
        Close();
    }

    /// <summary>Takes no more requests and finishes those that wait.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private void Close()
    {
        _isEnding = true;
        _requests.Writer.TryComplete();
    }

    private async Task<Prediction> EnqueueAsync(ReadOnlyMemory<float> sample, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        QueuedRequest request = new(sample, _time.GetTimestamp());
        while (!_requests.Writer.TryWrite(request))
        {
            if (_isEnding)
                throw new QueueClosedException(Ended);
            if (!_options.WaitsWhenFull)
                throw Full();
            await _requests.Writer.WaitToWriteAsync(cancel).ConfigureAwait(false);
        }

        CancellationTokenRegistration following = cancel.UnsafeRegister(
            static (request, token) => ((QueuedRequest)request!).GiveUp(token), request);
        await using (following.ConfigureAwait(false))
            return await request.Answer.ConfigureAwait(false);
    }

    private QueueFullException Full()
    {
        int waiting = Waiting;
        return new QueueFullException($"{waiting} requests wait for a prediction already, as many as the queue holds "
            + $"({nameof(PredictionQueueOptions.MostWaiting)}); send the request again later")
        {
            RetryAfter = Last is { Requests: > 0 } last ? last.Took * ((double)waiting / last.Requests) : null,
        };
    }

    private async Task WorkAsync()
    {
        List<QueuedRequest> batch = new(Math.Min(_options.MostInBatch, _options.MostWaiting));
        try
        {
            while (await _requests.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                await GatherAsync(batch).ConfigureAwait(false);
                if (_refuses)
                    batch.ForEach(Refuse);
                else if (batch.Count > 0)
                    _runner.Run(batch);
                batch.Clear();
            }
        }
        finally
        {
            // Nobody must wait for a queue that works no longer, as where one who listens to the meter throws.
            Close();
            batch.ForEach(Refuse);
            while (_requests.Reader.TryRead(out QueuedRequest? request))
                Refuse(request);
        }
    }

    private static void Refuse(QueuedRequest request) => request.Refused(new QueueClosedException(Ended));

    /// <summary>Takes what waits, up to a full batch; where there is less, others are waited for as long as the first may wait.</summary>
    private async Task GatherAsync(List<QueuedRequest> batch)
    {
        while (batch.Count < _options.MostInBatch)
        {
            if (_requests.Reader.TryRead(out QueuedRequest? request))
            {
                if (!request.IsOver)
                    batch.Add(request);
                continue;
            }

            if (batch.Count == 0 || _isEnding)
                return;
            TimeSpan left = _options.LongestWait - _time.GetElapsedTime(batch[0].Arrived);
            if (left <= TimeSpan.Zero || !await MoreAsync(left).ConfigureAwait(false))
                return;
        }
    }

    /// <summary>Whether another request comes within a time.</summary>
    private async Task<bool> MoreAsync(TimeSpan within)
    {
        using CancellationTokenSource either = new();
        Task<bool> more = _requests.Reader.WaitToReadAsync(either.Token).AsTask();
        Task first = await Task.WhenAny(more, Task.Delay(within, _time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        return first == more && await more.ConfigureAwait(false);
    }
}
