namespace Weir.Data.Tests.Batching;

/// <summary>Counts the memory of the whole process, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(BatchAllocationTests), DisableParallelization = true)]
[Collection(nameof(BatchAllocationTests))]
public class BatchAllocationTests
{
    [Fact]
    public void A_batch_costs_no_memory_once_the_ring_is_made()
    {
        using var loader = new BatchLoader(Make.Numbered(100_000), new BatchOptions { BatchSize = 10 });
        for (int i = 0; i < 500; i++)
            loader.Next();
        // Least of several: the runner may report on its own threads meanwhile.
        long least = long.MaxValue;
        for (int run = 0; run < 4; run++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 2_000; i++)
                loader.Next();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // Counting itself may cost a few hundred bytes; one small object per batch would be 48,000.
        least.ShouldBeLessThan(2_000);
    }
}
