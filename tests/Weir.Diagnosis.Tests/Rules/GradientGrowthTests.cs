namespace Weir.Diagnosis.Tests;

public sealed class GradientGrowthTests
{
    private const string Rule = "gradient-growth";

    private static Written Grown(double norm, double loss, int before = 4, int after = 4) =>
        new Written().Run(before, _ => loss).Run(after, _ => loss, sample => sample with { GradientNorm = norm });

    [Theory]
    [InlineData(999, 3, false)]
    [InlineData(1001, 3, true)]
    [InlineData(1001, 2.2, false)]
    public void A_thousandfold_norm_counts_while_the_loss_is_above_guessing(double norm, double loss, bool found) =>
        (Grown(norm, loss).Says(Rule) is not null).ShouldBe(found);

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(3, 4, true)]
    public void It_waits_for_seven_samples(int before, int after, bool found) => (Grown(1e5, 3, before, after).Says(Rule) is not null)
        .ShouldBe(found);

    [Fact]
    public void Growth_from_nothing_has_no_factor() =>
        new Written().Run(4, _ => 3, sample => sample with { GradientNorm = 0 }).Run(4, _ => 3, sample => sample with { GradientNorm = 1 })
            .Says(Rule).ShouldBeNull();

    [Fact]
    public void An_overflow_is_growth_too() => Grown(double.PositiveInfinity, 3)
        .Says(Rule)!.Message.ShouldBe("the gradient's norm has grown from 1 beyond all numbers");

    [Theory]
    [InlineData(4, true)]
    [InlineData(2.9, false)]
    public void A_bare_trace_is_compared_with_its_first_loss(double loss, bool found)
    {
        Written written = new Written { IsBare = true }.Run(4, _ => 3).Run(4, _ => loss, sample => sample with { GradientNorm = 1e5 });
        (written.Says(Rule) is not null).ShouldBe(found);
    }
}
