namespace Weir.Diagnosis.Tests;

public sealed class UnscaledInputTests
{
    private const string Rule = "unscaled-input";

    private static Written With(Func<DataFacts, DataFacts> change, params string[] kinds)
    {
        Written written = new(kinds);
        written.Data = change(written.Data);
        return written;
    }

    [Theory]
    [InlineData(10, 1, 1, 1, false)]
    [InlineData(-10.1, 1, 1, 1, true)]
    [InlineData(0, 10, 1, 1, false)]
    [InlineData(0, 10.1, 1, 1, true)]
    [InlineData(0, 0.01, 0.01, 0.01, false)]
    [InlineData(0, 0.0099, 0.01, 0.01, true)]
    [InlineData(0, 1, 0.2, 19, false)]
    [InlineData(0, 1, 0.2, 21, true)]
    [InlineData(0, 1, 0.05, 9.9, false)]
    public void Mean_deviation_and_spread_have_their_limits(double mean, double deviation, double typical, double largest, bool found) =>
        (With(data => data with { InputMean = mean, InputDeviation = deviation, TypicalDeviation = typical, LargestDeviation = largest })
            .Says(Rule) is not null).ShouldBe(found);

    [Theory]
    [InlineData("batch-norm", false)]
    [InlineData("layer-norm", false)]
    [InlineData("embedding", false)]
    [InlineData("dropout", true)]
    public void A_network_that_begins_with_what_does_not_care_for_the_scale_takes_any(string first, bool found)
    {
        (With(data => data with { InputMean = 100 }, first, "linear+relu", "linear").Says(Rule) is not null).ShouldBe(found);
        (With(data => data with { InputMean = 100 }, "flatten", first, "linear+relu", "linear").Says(Rule) is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData(0.6, Strength.Measured)]
    [InlineData(0.4, Strength.Suspected)]
    public void A_first_layer_that_is_flat_shows_the_harm_also_where_its_function_stands_alone(double saturated, Strength strength) =>
        (With(data => data with { InputMean = 100 }, "linear", "tanh", "linear").Draw(3, Written.EachLayer((flow, i) => flow with
        {
            ActivationSaturated = i == 1 ? saturated : null,
        })).Says(Rule)?.Strength).ShouldBe(strength);

    [Fact]
    public void Tokens_have_no_scale() => With(data => data with { Features = 0, InputMean = 100 }).Says(Rule).ShouldBeNull();

    [Fact]
    public void One_sample_has_no_deviation() => With(data => data with { Samples = 1, InputDeviation = 0 }).Says(Rule).ShouldBeNull();

    [Fact]
    public void Features_that_never_change_have_no_typical_deviation() =>
        With(data => data with { TypicalDeviation = 0, LargestDeviation = 20 }).Says(Rule).ShouldBeNull();

    [Fact]
    public void A_bare_trace_knows_no_inputs() => new Written { IsBare = true }.Run(20).Says(Rule).ShouldBeNull();

    /// <summary>Half of a layer of rectifiers is off in any network.</summary>
    [Theory]
    [InlineData(0.6, Strength.Suspected)]
    [InlineData(0.95, Strength.Measured)]
    public void Rectifiers_show_the_harm_beside_large_targets_where_nearly_all_of_them_are_off(double off, Strength strength) =>
        (With(data => data with { InputMean = 100, InputRms = 100, Target = (0, 1e8, 2e8, 1e8) })
            .Draw(3, Written.EachLayer((flow, _) => flow with { ActivationSaturated = off })).Says(Rule)?.Strength).ShouldBe(strength);

    /// <summary>Targets of 10⁸ make a loss far above that of guessing by themselves.</summary>
    [Theory]
    [InlineData(1, Strength.Measured)]
    [InlineData(1e8, Strength.Suspected)]
    public void Targets_that_are_larger_than_the_inputs_leave_open_what_the_loss_comes_from(double mean, Strength strength)
    {
        Written written = With(data => data with
        {
            InputMean = 12,
            InputRms = 20,
            InputDeviation = 15,
            Target = (mean - 1, mean, mean + 1, 1),
            TrivialLoss = 0.1
        });
        (written.Draw(3).Says(Rule)?.Strength).ShouldBe(strength);
    }

    [Fact]
    public void The_column_that_varies_most_is_named() => With(data => data with
    {
        InputDeviation = 18,
        LargestDeviation = 40,
        LargestFeatureName = "income"
    }).Says(Rule)!.Message.ShouldBe("the inputs have mean 0 and deviation 18; 'income' varies most, by 40");
}
