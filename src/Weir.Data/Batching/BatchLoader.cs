using System.Runtime.ExceptionServices;
using Weir.Tensors;

namespace Weir.Data;

/// <summary>
/// An endless sequence of shuffled batches, epoch after epoch. They are prepared ahead on a thread of its own, in bursts:
/// it sleeps until the ring is half empty and then fills it, so that it wakes rarely and leaves the cores to the step. With
/// <see cref="BatchOptions.AheadBatches"/> of 0 there is no such thread.
/// Buffers are recycled: a batch costs no allocation. One thread may ask for batches.
/// </summary>
public sealed class BatchLoader : IDisposable
{
    private readonly Dataset _dataset;
    private readonly BatchOptions _options;
    private readonly EpochOrder _order;
    private readonly object _gate = new();
    private readonly Batch?[] _ring;
    private BatchPosition _position;
    private Thread? _thread;
    private ExceptionDispatchInfo? _failure;
    private long _taken;
    private int _ready;
    private bool _held;
    private bool _consumerWaits;
    private bool _stopping;

    /// <summary>Sets the sequence up; the thread starts with the first batch.</summary>
    /// <param name="dataset">Where the samples come from.</param>
    /// <param name="options">Batch size, seed, order.</param>
    /// <param name="start">The first batch to hand out: <see cref="Position"/> of an earlier loader to resume it.</param>
    /// <exception cref="DataException">An option out of range, a set that fills no batch, a start outside an epoch.</exception>
    public BatchLoader(Dataset dataset, BatchOptions? options = null, BatchPosition start = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        _dataset = dataset;
        _options = options ?? new BatchOptions();
        _options.Check(dataset);
        _order = new EpochOrder(dataset.Count, _options);
        if (start.Epoch < 0 || start.Index < 0 || start.Index >= _order.BatchesPerEpoch)
            throw new DataException($"batches: cannot start at batch {start.Index} of epoch {start.Epoch}; an epoch has batches 0 to "
                + $"{_order.BatchesPerEpoch - 1}");
        _position = start;
        long bytes = Capacity * 4L * (dataset.SampleSize + dataset.Targets switch
        {
            ValueTargets values => values.Width,
            ClassTargets classes => classes.Positions,
            _ => 1,
        });
        _ring = new Batch?[_options.AheadBatches == 0 ? 1 : (int)Math.Max(2, Math.Min(_options.AheadBatches, _options.AheadBytes / bytes))];
        Bytes = _ring.Length * bytes;
    }

    /// <summary>Batches in one epoch.</summary>
    public int BatchesPerEpoch => _order.BatchesPerEpoch;

    /// <summary>The place of the batch that <see cref="Next"/> will return.</summary>
    public BatchPosition Position => _position;

    /// <summary>Bytes that its batches take once all of them are there.</summary>
    public long Bytes { get; }

    /// <summary>How many batches the ring has room for.</summary>
    internal int RingSize => _ring.Length;

    private int Capacity => Math.Min(_options.BatchSize, _dataset.Count);

    /// <summary>The batches of a set in its own order, once, without a thread: for evaluation.</summary>
    /// <param name="dataset">The set.</param>
    /// <param name="batchSize">Samples per batch; the last may have fewer.</param>
    public static SequentialBatches Sequential(Dataset dataset, int batchSize) => new(dataset, batchSize);

    /// <summary>The next batch; the one before it is no longer valid. Waits when it is not ready yet.</summary>
    /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
    public Batch Next()
    {
        if (_options.AheadBatches == 0)
            return MakeNext();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (_thread is null)
                StartThread(_position);
            if (_held)
            {
                _held = false;
                _taken++;
                // Pulse only at the moment when the ring falls to half: the thread is then surely asleep or about to look.
                if (_ready == _ring.Length / 2)
                    Monitor.PulseAll(_gate);
            }

            while (_ready == 0 && _failure is null && !_stopping)
            {
                _consumerWaits = true;
                Monitor.PulseAll(_gate);
                Monitor.Wait(_gate);
            }

            _consumerWaits = false;
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (_ready == 0)
                _failure!.Throw();
            _ready--;
            _held = true;
            _position = _order.After(_position);
            return _ring[_taken % _ring.Length]!;
        }
    }

    /// <summary>Stops the thread and waits for it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
    }

    private Batch MakeNext()
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        Batch batch = _ring[0] ??= new Batch(_dataset, Capacity);
        Make(batch, _position);
        _position = _order.After(_position);
        return batch;
    }

    private void Make(Batch batch, BatchPosition position)
    {
        batch.Fill(_order.Samples(position), position.Epoch, position.Index);
        if (_options.Transform is { } transform)
            transform.Apply(batch, RandomStream.For(_options.Seed, "transform", (position.Epoch * BatchesPerEpoch) + position.Index));
    }

    private void StartThread(BatchPosition start)
    {
        _thread = new Thread(() => Prepare(start)) { IsBackground = true, Name = "weir batches" };
        _thread.Start();
    }

    private void Prepare(BatchPosition position)
    {
        try
        {
            for (long made = 0; WaitForRoom(made); made++)
            {
                Batch batch = _ring[made % _ring.Length] ??= new Batch(_dataset, Capacity);
                Make(batch, position);
                position = _order.After(position);
                Publish();
            }
        }
#pragma warning disable CA1031 // Whatever fails here is handed to the thread that asks for the batch.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Publish()
    {
        lock (_gate)
        {
            _ready++;
            if (_consumerWaits)
                Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Goes on at once while the ring has room; when it is full, sleeps until it is half empty. False: stop.</summary>
    private bool WaitForRoom(long made)
    {
        lock (_gate)
        {
            if (made - _taken == _ring.Length)
            {
                while (_ready >= _ring.Length / 2 && !_stopping)
                    Monitor.Wait(_gate);
            }

            return !_stopping;
        }
    }
}
