using Weir.Cli.Views;
using Weir.Flow;

namespace Weir.Cli.Tests.Views;

public class ShapeTextTests
{
    private static readonly TraceLayer s_conv = new("0", "conv", 8, HasWeights: true), s_linear = new("1", "linear", 10, HasWeights: true);

    [Fact]
    public void The_input_of_a_trace_is_that_of_its_first_weight() =>
        ShapeText.Of(new TraceHeader([s_linear], [new TraceParameter("1.weight", "weight", [784, 10], 0)], Batch: 10))
            .ShouldBe("784 → 10");

    /// <summary>The side of the kernel, 3, stood for it.</summary>
    [Fact]
    public void A_kernel_does_not_tell_how_large_the_images_were() => ShapeText.Of(new TraceHeader([s_conv, s_linear],
        [
            new TraceParameter("0.weight", "weight", [3, 3, 1, 8], 0), new TraceParameter("1.weight", "weight", [6272, 10], 1),
        ], Batch: 10)).ShouldBe("8 → 10");
}
