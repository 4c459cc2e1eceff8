namespace Weir.Flow.Tests.Traces;

/// <content>Steps whose loss is not finite, of which no gradient was computed.</content>
public sealed partial class TraceTests
{
    [Fact]
    public void A_gradient_that_was_not_computed_is_left_out_and_is_no_zero()
    {
        FlowSample failed = Sample(3) with
        {
            Loss = double.PositiveInfinity,
            GradientNorm = null,
            ClippedNorm = null,
            Attenuation = null,
            Layers = [Layer() with { DeltaRms = null }, Layer() with { DeltaRms = null }],
            Parameters = [.. Enumerable.Repeat(Parameter() with { GradientNorm = null, GradientZero = null, UpdateRatio = null,
                GradientCosine = null }, 2)],
        };
        string text = Write(Header, [failed]);
        text.Split('\n')[1].ShouldNotContain("gradient");
        Same(TraceReader.Parse(text, "t").Samples[0], failed);
        // Earlier versions wrote zeros.
        string earlier = text.Replace("\"rate\":", "\"gradient.norm\":0,\"gradient.norm.clipped\":0,\"rate\":", StringComparison.Ordinal)
            .Replace("\"weight.norm\":", "\"gradient.norm\":0,\"gradient.zero\":1,\"weight.norm\":", StringComparison.Ordinal);
        earlier.ShouldNotBe(text);
        Same(TraceReader.Parse(earlier, "t").Samples[0], failed);
    }

    [Fact]
    public void A_sample_whose_loss_is_finite_must_tell_its_gradient()
    {
        string text = Write(Header, [Sample(3) with { GradientNorm = null }]);
        Should.Throw<TraceException>(() => TraceReader.Parse(text, "t")).Message.ShouldContain("the number gradient.norm is missing");
    }
}
