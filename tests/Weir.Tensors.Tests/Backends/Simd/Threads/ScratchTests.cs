using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd;

public sealed unsafe class ScratchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void Pieces_are_aligned_to_64_bytes_and_do_not_overlap(int count)
    {
        Scratch scratch = new();
        using Scratch.Frame frame = scratch.Open();
        float* previous = null;
        for (int i = 0; i < 5; i++)
        {
            float* piece = frame.Take(count);
            ((nint)piece % 64).ShouldBe(0);
            new Span<float>(piece, count).Fill(i);
            if (previous != null)
                new Span<float>(previous, count).IndexOfAnyExcept(i - 1).ShouldBe(-1);
            previous = piece;
        }
    }

    [Fact]
    public void What_an_outer_frame_took_survives_an_inner_frame_that_makes_the_scratch_grow()
    {
        Scratch scratch = new();
        using Scratch.Frame outer = scratch.Open();
        Span<float> kept = new(outer.Take(100), 100);
        kept.Fill(3);
        using (Scratch.Frame inner = scratch.Open())
            new Span<float>(inner.Take(1_000_000), 1_000_000).Clear();
        kept.IndexOfAnyExcept(3f).ShouldBe(-1);
    }

    [Fact]
    public void Memory_is_used_again_and_nothing_is_allocated_once_it_is_large_enough()
    {
        Scratch scratch = new();
        Use(scratch);
        Use(scratch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Use(scratch);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        static void Use(Scratch scratch)
        {
            using Scratch.Frame frame = scratch.Open();
            frame.Take(10);
            frame.Take(5_000);
            frame.Take(70_000);
        }
    }
}
