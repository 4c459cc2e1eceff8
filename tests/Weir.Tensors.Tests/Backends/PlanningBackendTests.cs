using Weir.Tensors.Backends;

namespace Weir.Tensors.Tests.Backends;

/// <summary>A step is gone through by its shapes alone: it takes no memory and says how much it would take.</summary>
public sealed class PlanningBackendTests
{
    [Fact]
    public void It_counts_the_bytes_that_a_backend_takes()
    {
        long planned = Step(new PlanningBackend(), new float[50 * 60], out _), taken = Step(new ReferenceBackend(), new float[50 * 60],
            out _);
        planned.ShouldBe(taken);
        planned.ShouldBeGreaterThan(4 * 3 * 60 * 50);
    }

    [Fact]
    public void It_takes_no_memory()
    {
        Step(new PlanningBackend(), new float[50 * 10], out _);
        float[] input = new float[50 * 20_000];
        long before = GC.GetAllocatedBytesForCurrentThread();
        // The leaves alone are 800 million numbers.
        Step(new PlanningBackend(), input, out Shape shape).ShouldBeGreaterThan(4 * 20_000L * 50);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
        shape.ShouldBe(Shape.Scalar);
    }

    [Fact]
    public void Numbers_that_are_asked_for_are_0()
    {
        Tape tape = new(new PlanningBackend());
        Tensor x = tape.Input(new Shape(2, 2), [1, 2, 3, 4]);
        x.Exp().ToArray().ShouldBe([0, 0, 0, 0]);
    }

    [Fact]
    public void Memory_that_was_touched_holds_what_is_loaded_into_it()
    {
        Tape tape = new(new PlanningBackend());
        tape.Full(new Shape(4), 7).ToArray().ShouldBe([7, 7, 7, 7]);
        tape.Begin();
        tape.Input(new Shape(4), [1, 2, 3, 4]).ToArray().ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void A_leaf_takes_its_memory_when_it_is_touched()
    {
        Tensor leaf = Tensor.Leaf(new Shape(3));
        leaf.Node.Storage.IsTaken.ShouldBeFalse();
        leaf.ToArray().ShouldBe([0, 0, 0]);
        leaf.Node.Storage.IsTaken.ShouldBeTrue();
    }

    [Fact]
    public void Several_threads_may_be_the_first_to_touch_a_leaf()
    {
        for (int round = 0; round < 50; round++)
        {
            Storage storage = new(64, deferred: true);
            using Barrier barrier = new(4);
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
            {
                barrier.SignalAndWait();
                storage.Span(64)[i] = i + 1;
            }))];
            foreach (Thread thread in threads)
                thread.Start();
            foreach (Thread thread in threads)
                thread.Join();
            storage.Span(4).ToArray().ShouldBe([1, 2, 3, 4]);
        }
    }

    private static long Step(Backend backend, float[] input, out Shape shape)
    {
        int width = input.Length / 50;
        Tape tape = new(backend);
        Tensor first = Tensor.Leaf(new Shape(width, width), needsGradient: true);
        Tensor second = Tensor.Leaf(new Shape(width, width), needsGradient: true);
        Tensor loss = tape.Input(new Shape(50, width), input).MatrixMultiply(first).Relu().MatrixMultiply(second).Softmax().Mean();
        tape.Backward(loss);
        shape = loss.Shape;
        return tape.PoolBytes;
    }
}
