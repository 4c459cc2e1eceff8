namespace Weir.Nn.Tests.Optimizers;

/// <summary>Each optimizer says at which rate it trains most networks.</summary>
public sealed class UsualRateTests
{
    [Fact]
    public void Momentum_makes_the_usual_rate_smaller_by_as_much_as_it_makes_steps_longer()
    {
        new SgdOptions { Rate = 1 }.UsualRate.ShouldBe(0.1);
        new SgdOptions { Rate = 1, Momentum = 0.9 }.UsualRate.ShouldBe(0.01, 1e-12);
    }

    [Fact]
    public void Rules_that_scale_their_steps_have_rates_of_their_own()
    {
        OptimizerOptions[] rules = [new AdamOptions(), new AdaGradOptions(), new AdadeltaOptions(), new LionOptions(), new MuonOptions()];
        rules.Select(rule => rule.UsualRate).ShouldBe([0.001, 0.01, 1, 0.0001, 0.02]);
    }
}
