using Weir.Flow;

namespace Weir.Diagnosis.Tests;

public sealed class NonFiniteTests
{
    private const string Rule = "non-finite";

    [Fact]
    public void A_finite_run_has_nothing_to_tell() => new Written { End = new EndFacts(false, 20) }.Draw(3).Run(20).Says(Rule)
        .ShouldBeNull();

    [Fact]
    public void Before_training_only_the_runs_own_weights_count()
    {
        new Written().Draw(1).Draw(2, sample => sample with { Loss = double.NaN }).Says(Rule).ShouldBeNull();
        new Written().Draw(1, sample => sample with { Loss = double.NaN }).Draw(2).Says(Rule)!.Message.ShouldStartWith("before training: ");
    }

    [Fact]
    public void A_step_that_was_not_sampled_has_no_layer_to_name()
    {
        Finding finding = new Written { End = new EndFacts(true, 41) }.Run(20).Says(Rule)!;
        finding.Message.ShouldBe("the loss of step 42 is not finite; the flow of that step was not measured");
        finding.Layers.ShouldBeEmpty();
    }

    [Fact]
    public void It_is_so_since_the_step_that_shows_it_and_not_since_it_was_looked_for() =>
        new Written().Run(20).Run(1, _ => double.NaN).Run(9).Says(Rule)!.Step.ShouldBe(21);

    [Fact]
    public void A_validation_that_is_not_finite_at_the_end_is_told_as_that() =>
        new Written { End = new EndFacts(true, 100) }.Run(20).Epoch(1, double.PositiveInfinity).Says(Rule)!.Message
            .ShouldBe("the validation loss after step 100 is not finite");

    [Fact]
    public void The_first_layer_cannot_be_blamed_for_its_input()
    {
        Written written = new Written().Run(1, _ => double.NaN, Written.EachLayer((flow, _) => flow with { ActivationRms = double.NaN }));
        written.Says(Rule)!.Message.ShouldEndWith("layer 1 (linear+relu) is the first whose output is not finite");
        written.Data = written.Data with { NonFiniteInputs = 1 };
        written.Says(Rule)!.Message.ShouldEndWith("is the first whose output is not finite, because its input is not");
    }

    [Fact]
    public void On_the_way_back_the_last_layer_comes_first()
    {
        Finding finding = new Written()
            .Run(1, _ => double.NaN, Written.EachLayer((flow, i) => i <= 1 ? flow with { DeltaRms = double.NaN } : flow)).Says(Rule)!;
        finding.Layers.ShouldBe([1]);
        finding.Message.ShouldContain("on the way back, the gradient is first not finite behind layer 2");
    }

    [Fact]
    public void Shape_rows_and_samples_are_told_where_they_are_known()
    {
        NonFiniteEntries entries = new([10, 64], 64, [3], 1) { Samples = [387] };
        Finding forward = new Written().Run(1, _ => double.NaN, Written.EachLayer((flow, i) =>
            i >= 1 ? flow with { ActivationRms = double.NaN, ActivationNonFinite = entries } : flow)).Says(Rule)!;
        forward.Message.ShouldContain("layer 2 (linear+relu) is the first whose output is not finite: 64 of 640 entries (10 × 64), in "
            + "row 3 of the batch, which is sample 387; what comes in reaches 3");
        forward.Evidence.ShouldHaveSingleItem().Value.ShouldBe(64);
        Finding backward = new Written().Run(1, _ => double.NaN, Written.EachLayer((flow, i) =>
            i <= 1 ? flow with { DeltaRms = double.NaN, DeltaNonFinite = entries } : flow)).Says(Rule)!;
        backward.Message.ShouldEndWith("behind layer 2 (linear+relu): 64 of 640 entries (10 × 64), in row 3 of the batch, which is sample "
            + "387");
    }

    [Fact]
    public void Where_all_layers_are_finite_the_loss_itself_overflows() =>
        new Written().Run(1, _ => double.PositiveInfinity)
            .Says(Rule)!.Message.ShouldBe("at step 1: all outputs are finite, up to 3 at the last layer; the loss itself overflows");

    /// <summary>Another program may go on with such gradients: its run is not healthy because its loss is finite.</summary>
    [Theory]
    [InlineData(1, 20, Severity.Warning, "at step 5: the gradient is not finite while the loss is")]
    [InlineData(3, 20, Severity.Error, "at step 5 and 2 samples more: the gradient is not finite while the loss is")]
    [InlineData(1, 0, Severity.Error, "at step 5: the gradient is not finite while the loss is")]
    public void A_gradient_that_is_not_finite_while_the_loss_is(int samples, int behind, Severity severity, string message)
    {
        Finding finding = new Written().Run(4)
            .Run(samples, _ => 1, Written.EachLayer((flow, i) => i <= 1 ? flow with { DeltaRms = double.NaN } : flow)).Run(behind)
            .Says(Rule)!;
        finding.Severity.ShouldBe(severity);
        finding.Message.ShouldBe(message + "; on the way back it is first not finite behind layer 2 (linear+relu)");
        finding.Layers.ShouldBe([1]);
    }

    [Fact]
    public void What_a_mask_puts_out_is_no_fault() =>
        new Written().Run(4, _ => 1, Written.EachLayer((flow, _) => flow with { ActivationMax = double.NegativeInfinity })).Says(Rule)
            .ShouldBeNull();

    [Fact]
    public void The_first_such_step_is_told_of_not_the_last() =>
        new Written().Run(3).Run(2, _ => double.NaN).Says(Rule)!.Message.ShouldStartWith("at step 4: ");
}
