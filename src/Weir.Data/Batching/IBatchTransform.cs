using Weir.Tensors;

namespace Weir.Data;

/// <summary>A change made to each batch after it is put together, as augmentation does.</summary>
public interface IBatchTransform
{
    /// <summary>Changes a batch where it lies. Runs on the preparing thread.</summary>
    /// <param name="batch">The batch; its buffers may be written to, its counts and shape stay.</param>
    /// <param name="random">A stream of this batch alone, so that a resumed run draws the same numbers.</param>
    void Apply(Batch batch, RandomStream random);
}
