namespace Weir.Flow.Tests.Probes;

public sealed class AttenuationTests
{
    [Fact]
    public void The_slope_is_in_decades_per_layer_towards_the_input()
    {
        // The layer nearest to the input comes first.
        Of([(1e-5, true), (1e-4, true), (1e-3, true)]).ShouldBe(-1, 1e-9);
        Of([(100, true), (10, true), (1, true)]).ShouldBe(1, 1e-9);
        Of([(0.5, true), (0.5, true)]).ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Layers_without_weights_do_not_count_as_depth() =>
        Of([(1e-4, true), (7, false), (1e-2, true), (7, false)]).ShouldBe(-2, 1e-9);

    [Fact]
    public void Layers_without_a_gradient_leave_a_gap_in_depth() =>
        Of([(1e-6, true), (0, true), (null, true), (double.NaN, true), (1e-2, true)]).ShouldBe(-1, 1e-9);

    [Fact]
    public void Outliers_are_fitted_by_least_squares() =>
        // log₁₀: 0, 0, −3 at depths 2, 1, 0: the slope is Σ(x − 1)(y + 1)/2 = (1·1 + (−1)(−2))/2.
        Of([(1, true), (1, true), (1e-3, true)]).ShouldBe(1.5, 1e-9);

    [Fact]
    public void Fewer_than_two_gradients_have_no_slope()
    {
        Slope([]).ShouldBeNull();
        Slope([(1, true), (0, true)]).ShouldBeNull();
        Slope([(1, true), (1, false)]).ShouldBeNull();
    }

    private static double Of((double? Delta, bool Weights)[] layers) => Slope(layers)!.Value;

    private static double? Slope((double? Delta, bool Weights)[] layers) => Attenuation.Of(
        new TraceHeader([.. layers.Select(layer => new TraceLayer("", "", 1, layer.Weights))], [], 1),
        [.. layers.Select(layer => new LayerFlow
        {
            ActivationRms = 1, ActivationMean = 0, ActivationStd = 1, ActivationMax = 1, ActivationZero = 0, DeltaRms = layer.Delta,
        })]);
}
