namespace Weir.Diagnosis.Tests;

/// <summary>What is said of a setting or of data is no more than the run has shown of it.</summary>
public sealed class ShownByTheRunTests
{
    /// <summary>A residual network at 90 % was said to fit not even its training part.</summary>
    [Theory]
    [InlineData(0.9, null)]
    [InlineData(0.56, null)]
    [InlineData(0.2, Severity.Warning)]
    public void Dropout_in_branches_alone_is_no_fault_of_a_network_that_learns(double accuracy, Severity? severity)
    {
        Written run = new();
        run.Network = run.Network with { BranchDropout = [0.9, 0.9] };
        (run.Says("over-regularised")!.Severity, run.Says("over-regularised")!.Strength).ShouldBe((Severity.Warning, Strength.Suspected));
        run.Run(60, _ => 1.5, every: 15).Epoch(1.5, 1.4, accuracy, accuracy);
        (run.Says("over-regularised")?.Severity).ShouldBe(severity);
        Written plain = new();
        plain.Network = plain.Network with { Dropout = [0.9, 0.9] };
        plain.Run(60, _ => 1.5, every: 15).Epoch(1.5, 1.4, accuracy, accuracy);
        plain.Says("over-regularised")!.Severity.ShouldBe(Severity.Warning);
    }

    /// <summary>Where the loss stood far above guessing, the offset was said to be all that was learnt.</summary>
    [Theory]
    [InlineData(null, "the offset has to be learnt before anything else")]
    [InlineData(3.0, "not even that offset has been learnt; the loss is 3, guessing has 1")]
    [InlineData(1.0, "the offset is all that has been learnt; the loss is 1, guessing has 1")]
    [InlineData(0.2, "the offset had to be learnt before anything else")]
    public void How_far_an_offset_of_the_targets_is_learnt_is_told_as_the_run_shows_it(double? loss, string words)
    {
        Written run = new();
        run.Data = run.Data with { MajorityShare = null, TrivialLoss = 1, Target = (280, 290, 300, 9) };
        run.Setup = run.Setup with { Classification = false, Outputs = 1, Loss = "mean-squared-error" };
        if (loss is { } value)
            run.Run(60, _ => value, every: 15);
        run.Says("loss-misfit")!.Message.ShouldEndWith(words);
    }
}
