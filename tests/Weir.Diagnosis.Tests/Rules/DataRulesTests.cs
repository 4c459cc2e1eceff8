namespace Weir.Diagnosis.Tests;

public sealed class DataRulesTests
{
    [Fact]
    public void An_input_that_is_not_finite_is_an_error_with_its_place()
    {
        Written written = new();
        written.Data = written.Data with { NonFiniteInputs = 3, FirstNonFinite = (17, 4) };
        Finding finding = written.Says("non-finite-input")!;
        finding.Severity.ShouldBe(Severity.Error);
        finding.Message.ShouldBe("3 inputs of the training part are not finite, the first in sample 17, feature 4");
    }

    [Theory]
    [InlineData(33, 79, 1, 1, true)]
    [InlineData(0, 300, 1, 1, true)]
    [InlineData(5, 1, 1, 1, false)]
    [InlineData(11, 1, 1, 1, true)]
    [InlineData(0, 0.001, 0.001, 0.001, true)]
    [InlineData(0.13, 0.31, 0.2, 0.44, false)]
    [InlineData(0, 1400, 1, 2000, true)]
    [InlineData(0, 1, 0.001, 1.2, false)]
    [InlineData(2, 3, 3, 3, false)]
    public void Inputs_are_to_be_near_mean_0_and_deviation_1(double mean, double deviation, double typical, double largest, bool found)
    {
        Written written = new();
        written.Data = written.Data with
        {
            InputMean = mean,
            InputDeviation = deviation,
            TypicalDeviation = typical,
            LargestDeviation = largest
        };
        (written.Says("unscaled-input") is not null).ShouldBe(found);
    }

    [Fact]
    public void A_network_that_begins_with_batch_norm_scales_its_input_itself()
    {
        Written written = new("batch-norm", "linear+relu", "linear");
        written.Data = written.Data with { InputMean = 100, InputDeviation = 70 };
        written.Says("unscaled-input").ShouldBeNull();
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(8.0, false)]
    [InlineData(null, false)]
    public void Targets_are_to_be_shared_by_neighbours(double? score, bool found)
    {
        Written written = new();
        written.Data = written.Data with { NeighbourScore = score };
        (written.Says("misaligned-labels") is not null).ShouldBe(found);
    }

    [Fact]
    public void What_is_learnt_by_heart_alone_makes_misaligned_labels_an_error()
    {
        Written written = new();
        written.Data = written.Data with { NeighbourScore = 0.3 };
        written.Run(60, _ => 0.5);
        for (int i = 0; i < 6; i++)
            written.Epoch(0.5, 4, 0.1);
        written.Says("misaligned-labels")!.Severity.ShouldBe(Severity.Error);
    }

    [Theory]
    [InlineData("softmax", "cross-entropy", true)]
    [InlineData("sigmoid", "cross-entropy", true)]
    [InlineData("relu", "cross-entropy", true)]
    [InlineData("tanh", "sigmoid-cross-entropy", true)]
    [InlineData(null, "cross-entropy", false)]
    public void The_last_function_is_to_fit_the_loss(string? function, string loss, bool found)
    {
        Written written = new();
        written.Setup = written.Setup with { Loss = loss };
        written.Network = written.Network with { OutputFunction = function };
        (written.Says("bad-output-activation") is not null).ShouldBe(found);
    }

    [Theory]
    [InlineData("relu", -1, 5, true)]
    [InlineData("relu", 0, 5, false)]
    [InlineData("tanh", -3, 3, true)]
    [InlineData("sigmoid", 0, 1, false)]
    public void The_last_function_is_to_reach_the_targets(string function, double least, double greatest, bool found)
    {
        Written written = new();
        written.Setup = written.Setup with { Loss = "mean-squared-error", Classification = false, Outputs = 1 };
        written.Data = written.Data with { Target = (least, (least + greatest) / 2, greatest, 1) };
        written.Network = written.Network with { OutputFunction = function };
        (written.Says("bad-output-activation") is not null).ShouldBe(found);
    }

    [Fact]
    public void Copies_and_rare_classes_are_told_but_are_no_alarm()
    {
        Written written = new();
        written.Data = written.Data with { Overlap = 3, Duplicates = 100, MajorityShare = 0.97, ConstantFeatures = 1 };
        Finding finding = written.Says("data-quality")!;
        finding.Severity.ShouldBe(Severity.Information);
        finding.Message.ShouldBe("3 samples of the other parts are in the training part too; 100 training samples are copies; 97 % of "
            + "the samples are of one class; one feature is the same in all samples");
    }
}
