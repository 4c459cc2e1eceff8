using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class FlowRulesTests
{
    private static Func<FlowSample, FlowSample> Shrinking(double factor) => sample => Written.Layers(sample, (flow, i) => flow with
    {
        ActivationStd = 0.8 * Math.Pow(factor, i),
        ActivationRms = Math.Pow(factor, i),
    });

    [Fact]
    public void A_signal_that_drowns_in_its_offset_is_vanishing_whatever_the_optimizer()
    {
        Written written = new Written("linear+sigmoid", "linear+sigmoid", "linear+sigmoid", "linear")
            .Draw(3, sample => Written.Layers(sample, (flow, i) =>
            flow with { ActivationStd = 0.5 * Math.Pow(0.04, i), ActivationRms = 0.5 }));
        written.Setup = written.Setup with { Adaptive = true };
        Finding finding = written.Says("vanishing-gradient")!;
        finding.Severity.ShouldBe(Severity.Error);
        finding.Evidence[0].Value.ShouldBe(Math.Log10(0.04 * 0.04), 1e-9);
        finding.Layers.ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(false, 0.04, true)]
    [InlineData(true, 0.04, false)]
    [InlineData(true, 0.009, true)]
    [InlineData(false, 0.5, false)]
    public void A_shrinking_signal_is_judged_by_the_optimizer(bool adaptive, double factor, bool found)
    {
        Written written = new Written().Draw(3, Shrinking(factor));
        written.Setup = written.Setup with { Adaptive = adaptive };
        (written.Says("vanishing-gradient") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_gradient_that_shrinks_towards_the_input_matters_to_sgd_alone(bool adaptive, bool found)
    {
        Written written = new Written("linear+tanh", "linear+tanh", "linear+tanh", "linear")
            .Draw(3, sample => Written.Layers(sample, (flow, i) =>
                flow with { DeltaRms = Math.Pow(10, (1.2 * i) - 6) }) with
            { Attenuation = -1.2 });
        written.Setup = written.Setup with { Adaptive = adaptive };
        (written.Says("vanishing-gradient") is { Severity: Severity.Warning }).ShouldBe(found);
    }

    [Fact]
    public void Layers_that_starve_while_the_loss_stands_are_vanishing()
    {
        Finding finding = new Written().Run(60, _ => 2.302, sample => Written.Parameters(sample, (flow, i) =>
            flow with { UpdateRatio = i == 0 ? 1e-6 : 0.01 }), every: 5).Says("vanishing-gradient")!;
        finding.Layers.ShouldBe([0]);
        finding.Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void A_growing_signal_explodes_when_the_loss_is_large_too()
    {
        new Written().Draw(3, sample => Shrinking(30)(sample) with { Loss = 5000 })
            .Says("exploding-gradient")!.Severity.ShouldBe(Severity.Error);
        // As in deep residual networks, which train.
        new Written().Draw(3, Shrinking(30)).Says("exploding-gradient").ShouldBeNull();
    }

    [Fact]
    public void An_overflow_before_training_is_an_explosion_with_finite_inputs_alone()
    {
        Written written = new Written().Draw(3, sample => sample with { Loss = double.NaN });
        written.Says("exploding-gradient").ShouldNotBeNull();
        written.Data = written.Data with { NonFiniteInputs = 1 };
        written.Says("exploding-gradient").ShouldBeNull();
    }

    [Fact]
    public void A_gradient_that_grows_a_thousandfold_is_told()
    {
        long step = 0;
        new Written().Run(20, _ => 50, sample => sample with { GradientNorm = Math.Pow(3, step++) })
            .Says("gradient-growth")!.Severity.ShouldBe(Severity.Error);
        new Written().Run(20, _ => 1, sample => sample with { GradientNorm = Math.Pow(3, step++) }).Says("gradient-growth").ShouldBeNull();
    }

    [Fact]
    public void Layers_without_a_function_between_them_are_linear()
    {
        new Written("linear", "linear", "dropout", "linear").Says("missing-nonlinearity")!.Layers.ShouldBe([0, 1, 3]);
        new Written("linear").Says("missing-nonlinearity").ShouldBeNull();
        new Written("linear", "max-pool", "linear").Says("missing-nonlinearity").ShouldBeNull();
    }

    [Fact]
    public void Symmetric_layers_are_an_error()
    {
        Written written = new();
        written.Network = written.Network with { SymmetricLayers = [0, 1] };
        written.Says("symmetric-init")!.Message.ShouldBe("all units of layers 1–2 have the same weights coming in and going out");
    }

    [Fact]
    public void Outputs_that_are_all_offset_make_steps_zig_zag()
    {
        Written written = new Written("linear+sigmoid", "linear+sigmoid", "linear");
        written.Run(30, _ => 2, sample => Written.Parameters(Written.Layers(sample, (flow, _) =>
            flow with { ActivationMean = 0.5, ActivationRms = 0.51 }), (flow, _) => flow with { GradientCosine = -0.5 }));
        Finding finding = written.Says("zig-zag")!;
        finding.Severity.ShouldBe(Severity.Information);
        finding.Layers.ShouldBe([1, 2]);
        finding.Evidence.Select(each => Math.Round(each.Value, 2)).ShouldBe([0.98, -0.5]);
    }
}
