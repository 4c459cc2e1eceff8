using Weir.Tensors;
using Weir.Tensors.Backends;

namespace Weir.Nn.Tests.Layers;

public sealed class ReshapeTests
{
    private readonly Tape _tape = new(new ReferenceBackend());

    [Fact]
    public void A_row_becomes_a_sequence_in_its_order()
    {
        Tensor y = new Reshape(new Shape(2, 3)).Apply(_tape.Input(new Shape(2, 6), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
        y.Shape.ShouldBe(new Shape(2, 2, 3));
        y.ToArray().ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }

    [Fact]
    public void Another_number_of_numbers_is_refused() =>
        Should.Throw<ShapeException>(() => new Sequential(new Reshape(new Shape(2, 3))).Apply(_tape.Full(new Shape(4, 5), 0))).Message
            .ShouldBe("reshape 1: a signal of shape (4, 5) came in; samples of 6 numbers are expected, to be seen as (2, 3)");

    [Fact]
    public void Only_what_makes_rows_flattens()
    {
        new Reshape(new Shape(6)).Traits.HasFlag(LayerTraits.Flattens).ShouldBeTrue();
        new Reshape(new Shape(2, 3)).Traits.HasFlag(LayerTraits.Flattens).ShouldBeFalse();
    }
}
