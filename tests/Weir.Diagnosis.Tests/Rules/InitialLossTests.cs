using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class InitialLossTests
{
    private const string Rule = "initial-loss";

    private static Func<FlowSample, FlowSample> Of(double times) => sample => sample with { Loss = times * Math.Log(10) };

    [Theory]
    [InlineData(2.9, false)]
    [InlineData(3.1, true)]
    public void Three_times_the_loss_of_guessing_is_worth_a_note(double times, bool found) =>
        (new Written().Draw(3, Of(times)).Says(Rule)?.Severity).ShouldBe(found ? Severity.Information : null);

    [Fact]
    public void One_bad_draw_of_three_is_bad_luck() => new Written().Draw(1, Of(50)).Draw(2).Says(Rule).ShouldBeNull();

    [Fact]
    public void Draws_that_overflow_are_left_out()
    {
        new Written().Draw(2, Of(double.NaN)).Draw(1, Of(4)).Says(Rule)!.Evidence[0].Value.ShouldBe(4 * Math.Log(10), 1e-9);
        new Written().Draw(3, Of(double.NaN)).Says(Rule).ShouldBeNull();
    }

    [Fact]
    public void Values_have_no_natural_start()
    {
        Written written = new Written().Draw(3, Of(50));
        written.Setup = written.Setup with { Classification = false };
        written.Says(Rule).ShouldBeNull();
    }

    [Fact]
    public void Without_the_loss_of_guessing_there_is_nothing_to_compare_with()
    {
        Written written = new Written().Draw(3, Of(50));
        written.Data = written.Data with { TrivialLoss = null };
        written.Says(Rule).ShouldBeNull();
    }

    /// <summary>Zero logits cost ln 2 whatever the classes' shares are: with one of 95 % that is more than three times guessing.</summary>
    [Theory]
    [InlineData(0.693, false)]
    [InlineData(2.2, true)]
    public void A_network_that_is_sure_of_nothing_is_not_too_sure_of_rare_classes(double loss, bool found)
    {
        Written written = new Written().Draw(3, sample => sample with { Loss = loss });
        written.Setup = written.Setup with { Outputs = 2 };
        written.Data = written.Data with { TrivialLoss = 0.2 };
        (written.Says("initial-loss") is not null).ShouldBe(found);
    }
}
