using Weir.Testing;

namespace Weir.Onnx.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_as_approved() => PublicSurface.Difference(typeof(OnnxExport).Assembly).ShouldBeNull();
}
