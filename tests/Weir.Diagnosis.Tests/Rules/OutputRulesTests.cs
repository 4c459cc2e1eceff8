namespace Weir.Diagnosis.Tests;

public sealed class OutputRulesTests
{
    private static Written Ending(string? function, string loss, bool classes)
    {
        Written written = new();
        written.Network = written.Network with { OutputFunction = function };
        written.Setup = written.Setup with { Loss = loss, Classification = classes, Outputs = classes ? 10 : 1 };
        return written;
    }

    [Theory]
    [InlineData("exponential", "cross-entropy", true)]
    [InlineData("softplus", "sigmoid-cross-entropy", true)]
    [InlineData("softmax", "sigmoid-cross-entropy", true)]
    [InlineData("leaky-relu", "cross-entropy", false)]
    [InlineData("elu", "cross-entropy", false)]
    [InlineData("softmax", "mean-squared-error", false)]
    public void Functions_that_leave_logits_free_or_have_no_target_to_reach_pass(string function, string loss, bool found) =>
        (Ending(function, loss, classes: true).Says("bad-output-activation") is not null).ShouldBe(found);

    [Theory]
    [InlineData("sigmoid", "within 1 of each other")]
    [InlineData("tanh", "within 2 of each other")]
    public void The_message_says_how_far_logits_can_be_apart(string function, string words) =>
        Ending(function, "cross-entropy", classes: true).Says("bad-output-activation")!.Message.ShouldContain(words);

    [Theory]
    [InlineData("sigmoid", 0, 1, false)]
    [InlineData("sigmoid", 0, 1.01, true)]
    [InlineData("tanh", -1, 1, false)]
    [InlineData("tanh", -1.01, 1, true)]
    [InlineData("softplus", 0, 1e6, false)]
    [InlineData("softplus", -0.01, 1, true)]
    [InlineData("gelu", -100, 100, false)]
    public void The_range_of_the_function_holds_all_targets_or_it_is_told(string function, double least, double greatest, bool found)
    {
        Written written = Ending(function, "mean-squared-error", classes: false);
        written.Data = written.Data with { Target = (least, 0, greatest, 1) };
        (written.Says("bad-output-activation") is not null).ShouldBe(found);
    }

    [Fact]
    public void Where_targets_are_unknown_no_range_is_too_small() => Ending("sigmoid", "mean-squared-error", classes: false)
        .Says("bad-output-activation").ShouldBeNull();

    [Theory]
    [InlineData("mean-squared-error", true, 10, true)]
    [InlineData("mean-absolute-error", true, 2, true)]
    [InlineData("huber", true, 10, true)]
    [InlineData("mean-squared-error", true, 1, false)]
    [InlineData("cross-entropy", true, 10, false)]
    [InlineData("mean-squared-error", false, 10, false)]
    public void An_error_of_values_on_classes_is_a_note(string loss, bool classes, int outputs, bool found)
    {
        Written written = Ending(null, loss, classes);
        written.Setup = written.Setup with { Outputs = outputs };
        (written.Says("loss-misfit")?.Severity).ShouldBe(found ? Severity.Information : null);
    }

    [Theory]
    [InlineData(0, 100, false)]
    [InlineData(0, 101, true)]
    [InlineData(-10, 1, false)]
    [InlineData(-10.1, 1, true)]
    [InlineData(500, 0, false)]
    public void Targets_are_to_be_of_usual_size_and_offset(double mean, double deviation, bool found)
    {
        Written written = Ending(null, "mean-squared-error", classes: false);
        written.Data = written.Data with { Target = (mean - deviation, mean, mean + deviation, deviation) };
        (written.Says("loss-misfit")?.Severity).ShouldBe(found ? Severity.Warning : null);
        written.Setup = written.Setup with { Loss = "sigmoid-cross-entropy" };
        written.Says("loss-misfit").ShouldBeNull("its targets are shares");
    }

    [Theory]
    [InlineData("bad-output-activation")]
    [InlineData("loss-misfit")]
    public void A_bare_trace_knows_no_loss(string rule)
    {
        Written written = Ending("softmax", "cross-entropy", classes: true);
        written.Data = written.Data with { Target = (0, 5000, 10_000, 5000) };
        written.IsBare = true;
        written.Says(rule).ShouldBeNull();
    }
}
