using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class ExplodingGradientTests
{
    private const string Rule = "exploding-gradient";

    /// <summary>
    /// A draw whose signal grows by decades forwards, its gradient by decades backwards, with a loss in units of that of guessing.
    /// </summary>
    private static Func<FlowSample, FlowSample> Grown(double forward, double backward, double loss) => sample =>
        Written.Layers(sample, (flow, i) => flow with
        {
            ActivationStd = i == 2 ? Math.Pow(10, forward) : 1,
            DeltaRms = i == 0 ? Math.Pow(10, backward) : 1,
        }) with
        { Loss = loss * Math.Log(10) };

    [Theory]
    [InlineData(1.9, 0, 50, false)]
    [InlineData(2.1, 0, 50, true)]
    [InlineData(0, 2.9, 50, false)]
    [InlineData(0, 3.1, 50, true)]
    [InlineData(2.1, 3.1, 4.9, false)]
    [InlineData(2.1, 3.1, 5.1, true)]
    public void Signal_or_gradient_must_grow_and_the_loss_be_far_above_guessing(double forward, double backward, double loss, bool found) =>
        (new Written().Draw(3, Grown(forward, backward, loss)).Says(Rule) is not null).ShouldBe(found);

    [Fact]
    public void A_gradient_with_fewer_entries_to_spread_over_has_a_larger_rms_and_is_no_larger()
    {
        // The last layer's ten thousand entries have the norm of a rms a hundred times as large.
        Written narrow = new();
        TraceLayer last = narrow.Header.Layers[^1] with { Size = 100_000 };
        narrow.Header = narrow.Header with { Layers = [.. narrow.Header.Layers.SkipLast(1), last] };
        narrow.Draw(3, Grown(0, 3.5, 50)).Says(Rule).ShouldBeNull();
        new Written().Draw(3, Grown(0, 3.5, 50)).Says(Rule).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(1, 3, false)]
    [InlineData(2, 5, true)]
    public void A_third_of_the_draws_must_show_it(int blown, int draws, bool found) =>
        (new Written().Draw(blown, Grown(3, 0, 50)).Draw(draws - blown).Says(Rule) is not null).ShouldBe(found);

    [Fact]
    public void Two_layers_with_weights_are_too_few_to_explode_in() =>
        new Written("linear+relu", "linear").Draw(3, Grown(0, 5, 50)).Says(Rule).ShouldBeNull();

    [Fact]
    public void Where_the_loss_of_guessing_is_unknown_only_an_overflow_counts()
    {
        new Written { IsBare = true }.Run(3, _ => 1e6, Grown(4, 4, 1e6)).Says(Rule).ShouldBeNull();
        new Written { IsBare = true }.Run(1, _ => double.PositiveInfinity).Says(Rule).ShouldNotBeNull();
    }

    [Fact]
    public void Targets_that_are_not_finite_are_another_finding()
    {
        Written written = new Written().Draw(3, sample => sample with { Loss = double.NaN });
        written.Data = written.Data with { NonFiniteTargets = 1 };
        written.Says(Rule).ShouldBeNull();
    }

    [Fact]
    public void A_run_whose_first_step_was_not_sampled_shows_no_untrained_network()
    {
        Written written = new();
        Dossier late = new()
        {
            Header = written.Header,
            Data = written.Data,
            Samples = [.. written.Run(8, null, Grown(4, 4, 50)).Dossier().Samples.Skip(1)]
        };
        RuleList.Find(Rule)!.Judge(late, new Limits(RuleList.Find(Rule)!.Diagnostic, new Dictionary<string, double>())).ShouldBeNull();
    }
}
