using Weir.Testing;

namespace Weir.Studies.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_changes_only_on_purpose() => PublicSurface.Difference(typeof(Study).Assembly).ShouldBeNull();
}
