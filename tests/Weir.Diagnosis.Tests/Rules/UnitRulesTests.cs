namespace Weir.Diagnosis.Tests;

public sealed class UnitRulesTests
{
    [Fact]
    public void A_silent_layer_before_training_is_dead()
    {
        Finding finding = new Written().Draw(3, sample =>
            Written.Layers(sample, (flow, i) => i == 1 ? flow with { ActivationZero = 1, UnitsDead = 10 } : flow)).Says("dying-relu")!;
        (finding.Severity, finding.Layers.Single()).ShouldBe((Severity.Error, 1));
    }

    [Fact]
    public void Most_units_dead_before_training_is_a_warning()
    {
        new Written().Draw(1, sample => Written.Layers(sample, (flow, i) => i == 0 ? flow with { UnitsDead = 8 } : flow))
            .Says("dying-relu")!.Severity.ShouldBe(Severity.Warning);
        new Written().Draw(1, sample => Written.Layers(sample, (flow, i) => i == 0 ? flow with { UnitsDead = 4 } : flow)).Says("dying-relu")
            .ShouldBeNull();
    }

    [Theory]
    [InlineData(0.7, true)]
    [InlineData(0.1, false)]
    public void Narrow_rectifiers_are_at_risk(double risk, bool found)
    {
        Written written = new Written().Draw(1);
        written.Network = written.Network with { BornDead = risk, NarrowestRectifier = 2 };
        (written.Says("dying-relu") is not null).ShouldBe(found);
    }

    [Fact]
    public void Units_that_die_while_nothing_is_learnt_are_an_error()
    {
        Finding finding = new Written().Run(4).Run(60, _ => 2.31, sample =>
            Written.Layers(sample, (flow, i) => i == 2 ? flow with { ActivationZero = 0.99 } : flow)).Says("units-died")!;
        (finding.Severity, finding.Layers.Single()).ShouldBe((Severity.Error, 2));
    }

    [Fact]
    public void Flat_sigmoids_at_the_start_are_saturated_and_rectifiers_never()
    {
        new Written("linear+tanh", "linear+tanh", "linear").Draw(3, sample =>
            Written.Layers(sample, (flow, _) => flow with { ActivationSaturated = 0.9 })).Says("saturation")!.Layers.ShouldBe([0, 1]);
        new Written().Draw(3, sample => Written.Layers(sample, (flow, _) => flow with { ActivationSaturated = 0.9 })).Says("saturation")
            .ShouldBeNull();
    }

    [Fact]
    public void Saturation_is_a_warning_until_training_has_failed()
    {
        Written written = new Written("linear+tanh", "linear+tanh", "linear")
            .Run(60, _ => 2.35, sample => Written.Layers(sample, (flow, _) => flow with { ActivationSaturated = 0.9 }));
        written.Says("saturation")!.Severity.ShouldBe(Severity.Warning);
        written.Run(60, _ => 2.35, sample => Written.Layers(sample, (flow, _) => flow with { ActivationSaturated = 0.9 }), every: 5);
        written.Says("saturation")!.Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void Units_driven_to_their_flat_ends_are_told()
    {
        new Written("linear+tanh", "linear+tanh", "linear").Run(4).Run(10, _ => 2.4, sample =>
            Written.Layers(sample, (flow, _) => flow with { ActivationSaturated = 0.95 })).Says("units-saturated").ShouldNotBeNull();
        new Written("linear+tanh", "linear+tanh", "linear").Run(4).Run(10, _ => 0.4, sample =>
            Written.Layers(sample, (flow, _) => flow with { ActivationSaturated = 0.95 })).Says("units-saturated").ShouldBeNull();
    }
}
