using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Modules;

public sealed class LayerAllocationTests
{
    [Fact]
    public void Memory_that_is_not_to_be_had_is_told_with_the_layer_that_wants_it()
    {
        Tape tape = new(new ReferenceBackend());
        Sequential model = new(new Linear(2, 2), new Sequential(new Greedy(tape)));
        model.Initialize(1);
        tape.Begin(recording: false);
        AllocationException error = Should.Throw<AllocationException>(() => model.Apply(tape.Full(new Shape(3, 2), 0)));
        error.Message.ShouldStartWith("greedy 2.1: a signal of shape (3, 2) came in: memory: ");
        error.Bytes.ShouldBe(4L * Array.MaxLength);
        error.Remedy.ShouldNotBeNull().ShouldContain("smaller batch");
    }

    private sealed class Greedy(Tape tape) : Module
    {
        protected override Tensor Forward(Tensor x) => tape.Full(new Shape(Array.MaxLength), 0);
    }
}
