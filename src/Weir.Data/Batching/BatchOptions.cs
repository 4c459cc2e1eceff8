namespace Weir.Data;

/// <summary>How batches are made.</summary>
public sealed record BatchOptions
{
    /// <summary>Samples per batch; 32 unless told.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The seed of the order (and of the transform); 0 unless told.</summary>
    public long Seed { get; init; }

    /// <summary>Whether each epoch has an order of its own; true unless told. Otherwise samples come as they lie.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether a last batch that is not full is left out; false unless told.</summary>
    public bool DropLast { get; init; }

    /// <summary>
    /// The most batches prepared ahead, 2 or more; 64 unless told. With 0 there is no thread: each batch is made when it is asked for, on
    /// the thread that asks. That is the faster choice where making a batch is cheap and every processor has a step to compute.
    /// </summary>
    public int AheadBatches { get; init; } = 64;

    /// <summary>The most bytes prepared ahead (two batches at least, whatever their size); 16 MiB unless told.</summary>
    public long AheadBytes { get; init; } = 16L << 20;

    /// <summary>A change made to each batch, or null.</summary>
    public IBatchTransform? Transform { get; init; }

    /// <summary>Throws when a value is out of its range, or when the set cannot fill a batch.</summary>
    /// <param name="dataset">The set to take batches from.</param>
    internal void Check(Dataset dataset)
    {
        if (BatchSize < 1)
            throw new DataException($"batches: a batch size of {BatchSize} was given; it is 1 or more");
        if (AheadBatches is < 0 or 1)
            throw new DataException($"batches: {AheadBatches} batches ahead were asked for; 2 or more are needed, or 0 to make each when "
                + "it is asked for");
        if (dataset.Count == 0)
            throw new DataException($"{dataset.Name}: there is no sample to make batches of");
        if (DropLast && dataset.Count < BatchSize)
            throw new DataException($"{dataset.Name}: {dataset.Count} samples do not fill one batch of {BatchSize}, and the last batch "
                + "is to be dropped; take a smaller batch");
    }
}
