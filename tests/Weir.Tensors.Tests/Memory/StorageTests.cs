using System.Runtime.CompilerServices;
using Weir.Tensors.Backends;

namespace Weir.Tensors.Tests.Memory;

/// <summary>Memory lives as long as anybody works on it, and what cannot be had is told in words.</summary>
public sealed class StorageTests
{
    private const int Length = 1 << 20;

    /// <summary>
    /// The memory that a kernel works on is referred to by nobody else, while another thread collects and takes new memory all the time.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Kernels_keep_what_they_work_on_alive(int threads)
    {
        using SimdBackend backend = SimdBackend.Create(new SimdOptions { Threads = threads });
        using CancellationTokenSource over = new();
        Thread collector = new(() =>
        {
            while (!over.IsCancellationRequested)
            {
                GC.Collect(2, GCCollectionMode.Forced, blocking: true);
                for (int i = 0; i < 4; i++)
                    Filled(float.NaN);
            }
        });
        collector.Start();
        try
        {
            RunOnMemoryOfNobody(backend);
        }
        finally
        {
            over.Cancel();
            collector.Join();
        }
    }

    /// <summary>
    /// Compiled with all optimizations from the start, so that no slot of the stack holds on to what has been handed over.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunOnMemoryOfNobody(SimdBackend backend)
    {
        Storage y = new(Length);
        for (int round = 0; round < 40; round++)
        {
            backend.Scale(Filled(2), y, Length, 0.5f, accumulate: false);
            y.Span(Length).IndexOfAnyExcept(1f).ShouldBe(-1);
            backend.Unary<SquareOperator>(Filled(3), y, Length, 0);
            y.Span(Length).IndexOfAnyExcept(9f).ShouldBe(-1);
            backend.SumOfSquares(Filled(1), Length).ShouldBe(Length);
            backend.Product(new ProductShape(1, 1, Length, false, false), Filled(1), Filled(2), y, accumulate: false);
            y.Span(1)[0].ShouldBe(2f * Length);
        }
    }

    [Fact]
    public void Memory_that_cannot_be_had_is_told_with_its_size_and_its_shape()
    {
        Tape tape = new(TestBackends.Reference);
        tape.Full(new Shape(16), 1);
        int count = tape.Count;
        AllocationException error = Should.Throw<AllocationException>(() => tape.Full(new Shape(Array.MaxLength), 0));
        error.Message.ShouldBe("memory: 8,589,934,364 bytes (2,147,483,591 numbers) were asked for; one tensor has at most 8,589,934,172 "
            + "bytes (2,147,483,543 numbers) (for a tensor of shape (2147483591); the step's tape holds 64 bytes so far): take a smaller "
            + "batch, shorter sequences or a narrower network, or a machine with more memory");
        error.Bytes.ShouldBe(4L * Array.MaxLength);
        tape.Count.ShouldBe(count);
        Should.Throw<AllocationException>(() => Tensor.Leaf(new Shape(Array.MaxLength))).Bytes.ShouldBe(4L * Array.MaxLength);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Storage Filled(float value)
    {
        Storage storage = new(Length);
        storage.Span(Length).Fill(value);
        return storage;
    }
}
