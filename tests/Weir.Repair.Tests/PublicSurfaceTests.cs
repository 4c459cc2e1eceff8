using Weir.Testing;

namespace Weir.Repair.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_changes_only_on_purpose() => PublicSurface.Difference(typeof(RepairRunner).Assembly).ShouldBeNull();
}
