using Weir.Testing;

namespace Weir.Tensors.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicSurface.Difference(typeof(Tensor).Assembly).ShouldBeNull();

    [Fact]
    public void Every_elementwise_and_arithmetic_operator_is_listed()
    {
        Type[] types = typeof(Tensor).Assembly.GetTypes();
        Elementwise.All.Count.ShouldBe(types.Count(type => type.IsValueType && type != typeof(Weir.Tensors.Backends.IdentityOperator)
            && type.IsAssignableTo(typeof(Weir.Tensors.Backends.IUnaryOperator))));
        Arithmetic.All.Count.ShouldBe(types
            .Count(type => type.IsValueType && type.IsAssignableTo(typeof(Weir.Tensors.Backends.IBinaryOperator))));
    }
}
