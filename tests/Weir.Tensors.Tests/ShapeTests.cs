namespace Weir.Tensors.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void A_shape_knows_its_axes()
    {
        Shape shape = new(2, 3, 4);
        (shape.Rank, shape.Size, shape[0], shape[^1]).ShouldBe((3, 24, 2, 4));
        (shape.SizeBefore(2), shape.SizeFrom(1), shape.SizeFrom(3), shape.SizeBefore(0)).ShouldBe((6, 12, 1, 1));
        shape.ToString().ShouldBe("(2, 3, 4)");
        shape.ToArray().ShouldBe([2, 3, 4]);
        shape.With(^1, 7).ShouldBe(new Shape(2, 3, 7));
        shape.Leading(2).ShouldBe(new Shape(2, 3));
        shape.From(1).ShouldBe(new Shape(3, 4));
        shape.Append(5).ShouldBe(new Shape(2, 3, 4, 5));
        shape.Prepend(5).ShouldBe(new Shape(5, 2, 3, 4));
    }

    [Fact]
    public void A_single_number_has_rank_0_and_is_the_default()
    {
        (Shape.Scalar.Rank, Shape.Scalar.Size, Shape.Scalar.ToString()).ShouldBe((0, 1, "()"));
        default(Shape).Size.ShouldBe(1);
        (default(Shape) == Shape.Scalar).ShouldBeTrue();
    }

    [Fact]
    public void Shapes_are_equal_where_all_axes_are()
    {
        (new Shape(2, 3) == new Shape(2, 3)).ShouldBeTrue();
        new Shape(2, 3).GetHashCode().ShouldBe(new Shape(2, 3).GetHashCode());
        (new Shape(2, 3) != new Shape(3, 2)).ShouldBeTrue();
        (new Shape(2) != new Shape(2, 1)).ShouldBeTrue();
        new Shape(2).Equals("(2)").ShouldBeFalse();
    }

    [Fact]
    public void Impossible_shapes_are_refused()
    {
        Message(() => _ = new Shape(1, 2, 3, 4, 5, 6, 7)).ShouldBe("shape: 7 axes were given, at most 6 are supported");
        Message(() => _ = new Shape(3, -1)).ShouldBe("shape: axis 1 has length -1; a length is zero or more");
        Message(() => _ = new Shape(70_000, 70_000)).ShouldBe($"shape: (70000, 70000) has more than {Array.MaxLength} entries");
        Message(() => new Shape(2, 3)[2].ToString()).ShouldBe("shape: (2, 3) has no axis 2");
        Message(() => new Shape(2, 3).With(^3, 1)).ShouldBe("shape: (2, 3) has no axis ^3");
        Message(() => new Shape(1, 2, 3, 4, 5, 6).Append(1)).ShouldBe("shape: 7 axes were given, at most 6 are supported");
    }

    private static string Message(Action action) => Should.Throw<ShapeException>(action).Message;
}
