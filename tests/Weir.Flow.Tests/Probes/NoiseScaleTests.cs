using Weir.Tensors;

namespace Weir.Flow.Tests.Probes;

public sealed class NoiseScaleTests
{
    private static readonly TraceHeader Header = new([], [], Batch: 32);

    [Fact]
    public void The_scale_is_B_times_1_minus_c_over_c() =>
        NoiseScale.Of(Header, [Of(norm: 2, cosine: 0.25)])!.Value.ShouldBe(32 * 0.75 / 0.25, 1e-9);

    [Fact]
    public void Cosines_are_weighted_by_squared_norms() =>
        // (9·0.5 + 1·0.1)/10 = 0.46
        NoiseScale.Of(Header, [Of(3, 0.5), Of(1, 0.1), Of(100, null)])!.Value.ShouldBe(32 * 0.54 / 0.46, 1e-9);

    [Fact]
    public void Nothing_is_said_without_cosines_or_where_they_cancel()
    {
        NoiseScale.Of(Header, []).ShouldBeNull();
        NoiseScale.Of(Header, [Of(1, null)]).ShouldBeNull();
        NoiseScale.Of(Header, [Of(1, 0.3), Of(1, -0.3)]).ShouldBeNull();
        NoiseScale.Of(Header, [Of(0, 0.5)]).ShouldBeNull();
        NoiseScale.Of(Header, [Of(double.NaN, 0.5)]).ShouldBeNull();
    }

    [Fact]
    public void Equal_gradients_have_no_noise() => NoiseScale.Of(Header, [Of(1, 1.0000001)]).ShouldBe(0);

    [Fact]
    public void Draws_about_a_mean_give_the_scale_they_were_made_with()
    {
        // Gradients G + noise of variance tr Σ/B: |G|² = 1, tr Σ = 96, B = 32, so that the cosine is about 1/(1 + 3).
        const int Entries = 20_000;
        RandomStream random = new(1);
        float[] Draw() => [.. Enumerable.Range(0, Entries)
            .Select(_ => (float)((1 + (Math.Sqrt(3) * random.NextNormal())) / Math.Sqrt(Entries)))];
        float[] a = Draw(), b = Draw();
        double scale = NoiseScale.Of(Header, [Of(PlainFlow.Norm(b), PlainFlow.Cosine(a, b))])!.Value;
        scale.ShouldBe(96, 10);
    }

    private static ParameterFlow Of(double norm, double? cosine) =>
        new() { WeightNorm = 1, GradientNorm = norm, GradientZero = 0, GradientCosine = cosine };
}
