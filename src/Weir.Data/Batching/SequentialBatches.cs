namespace Weir.Data;

/// <summary>
/// The batches of a set in its own order, once, for evaluation. Each enumeration recycles one batch: it is valid until the
/// next is asked for.
/// </summary>
public sealed class SequentialBatches
{
    private readonly Dataset _dataset;
    private readonly int _batchSize;

    /// <summary>Sets the sequence up.</summary>
    /// <param name="dataset">The set; an empty one has no batches.</param>
    /// <param name="batchSize">Samples per batch, 1 or more; the last may have fewer.</param>
    /// <exception cref="DataException">A batch size below 1.</exception>
    public SequentialBatches(Dataset dataset, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (batchSize < 1)
            throw new DataException($"batches: a batch size of {batchSize} was given; it is 1 or more");
        _dataset = dataset;
        _batchSize = Math.Min(batchSize, Math.Max(1, dataset.Count));
    }

    /// <summary>The number of batches.</summary>
    public int Count => (_dataset.Count + _batchSize - 1) / _batchSize;

    /// <summary>Goes through the batches, as <c>foreach</c> does.</summary>
    public IEnumerator<Batch> GetEnumerator()
    {
        var batch = new Batch(_dataset, _batchSize);
        for (int index = 0; index < Count; index++)
        {
            int start = index * _batchSize;
            batch.FillRun(start, Math.Min(_batchSize, _dataset.Count - start), index);
            yield return batch;
        }
    }
}
