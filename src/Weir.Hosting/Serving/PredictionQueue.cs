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
    private readonly Predictor _predictor;
    private readonly PredictionQueueOptions _options;
    private readonly int _enough;
    private readonly TimeProvider _time;
    private readonly BatchRunner _runner;
    private readonly Task _work;
    private readonly Lock _gate = new();

    // Those that wait, the first first, then those that wait outside. Who gives up leaves it.
    private readonly LinkedList<QueuedRequest> _waiting = new();

    // Tells the loop that there is a first request, or enough for a batch, or that there will be no more.
    private readonly SemaphoreSlim _news = new(0);
    private volatile bool _isEnding, _refused;
    private volatile Exception? _error;

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
        _enough = Math.Min(_options.MostInBatch, _options.MostWaiting);
        _time = time ?? TimeProvider.System;
        _runner = new BatchRunner(predictor, _time, telemetry);
        telemetry?.Follow(this);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Requests that wait for their batch, without those that were given up and those that wait outside.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return Math.Min(_waiting.Count, _options.MostWaiting);
        }
    }

    /// <summary>How requests are gathered.</summary>
    public PredictionQueueOptions Options => _options;

    /// <summary>Whether requests are no longer taken.</summary>
    public bool IsEnding => _isEnding;

    /// <summary>How the last batch went; null before there was one.</summary>
    public BatchReport? Last => _runner.Last;

    /// <summary>What has ended the queue by itself; null where nothing has.</summary>
    internal Exception? Error => _error;

    /// <summary>What a listener threw that was told of the last batch; null where all heard of it.</summary>
    internal Exception? Untold => _runner.Untold;

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

    /// <summary>Takes no more requests and finishes those that wait, outside too.</summary>
    /// <param name="cancel">Says that the time to do so is up: those that still wait are refused, and a batch that is being worked out is
    /// waited for no longer.</param>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        Close();
        await _work.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_work.IsCompleted)
            Refuse();
    }

    /// <summary>Takes no more requests and refuses those that wait; a batch that is being worked out is still answered.</summary>
    public void Dispose()
    {
        Close();
        Refuse();
    }

    /// <summary>Takes no more requests and finishes those that wait. Where those were refused already, nothing is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_refused)
            await StopAsync().ConfigureAwait(false);
    }

    private async Task<Prediction> EnqueueAsync(ReadOnlyMemory<float> sample, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        LinkedListNode<QueuedRequest> place = new(new QueuedRequest(sample, _time.GetTimestamp()));
        lock (_gate)
        {
            if (_isEnding)
                throw Closed();
            if (_waiting.Count >= _options.MostWaiting && !_options.WaitsWhenFull)
                throw Full();
            _waiting.AddLast(place);
            if (_waiting.Count == 1 || _waiting.Count == _enough)
                TellNews();
        }

        CancellationTokenRegistration following = cancel.UnsafeRegister((_, token) => GiveUp(place, token), null);
        await using (following.ConfigureAwait(false))
            return await place.Value.Answer.ConfigureAwait(false);
    }

    private void GiveUp(LinkedListNode<QueuedRequest> place, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (place.List is not null)
                _waiting.Remove(place);
        }

        place.Value.GiveUp(cancel);
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

    private QueueClosedException Closed() => _error is { } error
        ? new("an error has ended the queue of predictions; it is the inner exception of this one", error)
        : new("the queue of predictions has ended, as its program is ending; send the request to another, or again later");

    private void Close(Exception? error = null)
    {
        lock (_gate)
        {
            _error = error ?? _error;
            _isEnding = true;
            TellNews();
        }
    }

    private void Refuse()
    {
        QueuedRequest[] refused;
        lock (_gate)
        {
            refused = [.. _waiting];
            _waiting.Clear();
        }

        _refused = true;
        foreach (QueuedRequest request in refused)
            request.Refused(Closed());
    }

    private void TellNews()
    {
        if (_news.CurrentCount == 0)
            _news.Release();
    }

    private async Task WorkAsync()
    {
        IReadOnlyList<QueuedRequest> batch = [];
        try
        {
            while ((batch = await NextAsync().ConfigureAwait(false)).Count > 0)
                _runner.Run(batch);
        }
#pragma warning disable CA1031 // Whatever it is, nobody must wait for a queue that works no longer, and each is told what has ended it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Close(error);
            foreach (QueuedRequest request in batch)
                request.Refused(Closed());
            Refuse();
        }
    }

    /// <summary>
    /// What waits, up to a full batch; where there is less, others are waited for as long as the first may wait. Nothing at the end.
    /// </summary>
    private async Task<IReadOnlyList<QueuedRequest>> NextAsync()
    {
        while (true)
        {
            TimeSpan left = Timeout.InfiniteTimeSpan;
            lock (_gate)
            {
                // What was told so far is seen here.
                _news.Wait(0);
                // Timers count in milliseconds: a part of one is waited for as a whole.
                if (_waiting.First is { } first)
                    left = TimeSpan.FromMilliseconds(Math.Ceiling(
                        (_options.LongestWait - _time.GetElapsedTime(first.Value.Arrived)).TotalMilliseconds));
                if (_isEnding || _waiting.Count >= _enough || (_waiting.Count > 0 && left <= TimeSpan.Zero))
                    return Take();
            }

            using CancellationTokenSource due = new(left, _time);
            await _news.WaitAsync(due.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private List<QueuedRequest> Take()
    {
        List<QueuedRequest> batch = [];
        while (batch.Count < _options.MostInBatch && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            batch.Add(first.Value);
        }

        return batch;
    }
}
