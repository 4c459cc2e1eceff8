namespace Weir.Data;

/// <summary>A place in the sequence of batches: that of the batch which comes next. Stored to resume a run.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Index">The batch within the epoch, from 0.</param>
public readonly record struct BatchPosition(long Epoch, int Index);
