namespace Weir.Nn.Tests.Modules;

public sealed class AxisOrderTests
{
    [Fact]
    public void Two_axes_are_exchanged_and_blocks_stay_together()
    {
        AxisOrder.Exchanged([1, 2, 3, 4, 5, 6], 2, 3).ShouldBe([1, 4, 2, 5, 3, 6]);
        AxisOrder.Exchanged([1, 2, 3, 4, 5, 6, 7, 8], 2, 2, 2).ShouldBe([1, 2, 5, 6, 3, 4, 7, 8]);
    }

    [Fact]
    public void Three_axes_are_reversed_and_back()
    {
        float[] values = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        float[] turned = AxisOrder.Reversed(values, 2, 3, 4);
        // (i, j, k) of 2 × 3 × 4 is 12 i + 4 j + k.
        turned[..6].ShouldBe([0, 12, 4, 16, 8, 20]);
        AxisOrder.Reversed(turned, 4, 3, 2).ShouldBe(values);
    }
}
