using Weir.Testing;

namespace Weir.Skia.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicSurface.Difference(typeof(SkiaFormats).Assembly).ShouldBeNull();
}
