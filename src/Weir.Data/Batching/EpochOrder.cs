using Weir.Tensors;

namespace Weir.Data;

/// <summary>The order of samples in an epoch: a function of seed and epoch alone, so that any epoch can be resumed.</summary>
internal sealed class EpochOrder
{
    private readonly int[] _indices;
    private readonly BatchOptions _options;
    private long _epoch = -1;

    public EpochOrder(int count, BatchOptions options)
    {
        _indices = new int[count];
        _options = options;
        BatchesPerEpoch = options.DropLast ? count / options.BatchSize : (count + options.BatchSize - 1) / options.BatchSize;
    }

    public int BatchesPerEpoch { get; }

    /// <summary>The samples of one batch; valid until the next call.</summary>
    public ReadOnlySpan<int> Samples(BatchPosition position)
    {
        if (position.Epoch != _epoch)
            Start(position.Epoch);
        int start = position.Index * _options.BatchSize;
        return _indices.AsSpan(start, Math.Min(_options.BatchSize, _indices.Length - start));
    }

    public BatchPosition After(BatchPosition position) =>
        position.Index + 1 < BatchesPerEpoch ? position with { Index = position.Index + 1 } : new BatchPosition(position.Epoch + 1, 0);

    private void Start(long epoch)
    {
        for (int i = 0; i < _indices.Length; i++)
            _indices[i] = i;
        if (_options.Shuffle)
            RandomStream.For(_options.Seed, "shuffle", epoch).Shuffle<int>(_indices);
        _epoch = epoch;
    }
}
