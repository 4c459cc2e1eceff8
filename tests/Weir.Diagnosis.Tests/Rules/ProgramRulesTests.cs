using Weir.Flow;

namespace Weir.Diagnosis.Tests.Rules;

/// <summary>What only a program of one's own can do wrong.</summary>
public class ProgramRulesTests
{
    private static Written Elsewhere(params string[] kinds)
    {
        Written run = new(kinds);
        run.Setup = run.Setup with { Framework = "pytorch 2.11" };
        return run;
    }

    /// <summary>Gradients of which each step's is the sum of all so far: independent ones.</summary>
    private static FlowSample Summed(FlowSample sample) => Written.Parameters(sample, (flow, _) => flow with
    {
        GradientCosine = sample.Step == 1 ? null : Math.Sqrt((sample.Step - 1.0) / sample.Step),
        UpdateRatio = 1e-3,
    }) with
    { GradientNorm = Math.Sqrt(sample.Step) };

    [Fact]
    public void Gradients_that_were_seen_to_be_kept_are_a_proof()
    {
        Written run = Elsewhere();
        run.Setup = run.Setup with { KeepsGradients = true };
        Finding finding = run.Run(8, loss: _ => 2.3).Says("kept-gradients")!;
        (finding.Severity, finding.Strength).ShouldBe((Severity.Error, Strength.Proof));
        run.Setup = run.Setup with { KeepsGradients = false };
        run.Says("kept-gradients").ShouldBeNull();
    }

    [Fact]
    public void Where_nobody_has_looked_sums_of_gradients_are_a_suspicion_by_their_size_and_direction()
    {
        Finding finding = Elsewhere().Run(32, loss: _ => 2.3, change: Summed).Says("kept-gradients")!;
        (finding.Severity, finding.Strength).ShouldBe((Severity.Warning, Strength.Suspected));
        finding.Message.ShouldContain("has grown to 5.7 times its size by step 32");
        // Large batches agree as well, and their gradient does not grow.
        Elsewhere().Run(32, loss: _ => 2.3, change: sample => Summed(sample) with { GradientNorm = 1 }).Says("kept-gradients")
            .ShouldBeNull();
        // Weir clears its gradients.
        new Written().Run(32, loss: _ => 2.3, change: Summed).Says("kept-gradients").ShouldBeNull();
    }

    [Fact]
    public void Steps_in_evaluation_mode_are_told_where_it_makes_a_difference()
    {
        Written run = Elsewhere();
        run.Setup = run.Setup with { EvaluationSince = 101 };
        run.Says("evaluation-mode").ShouldBeNull();
        run.Network = run.Network with { Dropout = [0.5] };
        run.Says("evaluation-mode")!.Severity.ShouldBe(Severity.Warning);
        run.Network = run.Network with { BatchNorm = true };
        Finding finding = run.Says("evaluation-mode")!;
        finding.Severity.ShouldBe(Severity.Error);
        finding.Message.ShouldBe("from step 101 on the network makes its steps in evaluation mode: batch normalisation takes averages "
            + "that stand still, and dropout drops nothing");
        run.Setup = run.Setup with { EvaluationSince = null };
        run.Says("evaluation-mode").ShouldBeNull();
    }

    [Fact]
    public void A_loss_that_cannot_be_below_nothing_has_a_minus()
    {
        Finding finding = Elsewhere().Run(3, loss: _ => -2.31).Says("wrong-sign")!;
        finding.Message.ShouldContain("cannot be below 0");
        Written density = Elsewhere();
        density.Setup = density.Setup with { Loss = "gaussiannllloss" };
        density.Run(3, loss: _ => -2.31).Says("wrong-sign").ShouldBeNull();
    }

    [Fact]
    public void Short_steps_that_raise_the_loss_all_along_lead_uphill()
    {
        Elsewhere().Run(60, loss: step => 2.3 + (0.05 * step), change: Written.Moved(0.01)).Says("wrong-sign")!.Severity
            .ShouldBe(Severity.Error);
        // Long steps raise it by missing the valley.
        Elsewhere().Run(60, loss: step => 2.3 + (0.05 * step), change: Written.Moved(0.2)).Says("wrong-sign").ShouldBeNull();
        Elsewhere().Run(60, loss: step => 2.3 + (0.05 * (step % 12)), change: Written.Moved(0.01)).Says("wrong-sign").ShouldBeNull();
        // A recipe's loss has the right sign.
        new Written().Run(60, loss: step => 2.3 + (0.05 * step), change: Written.Moved(0.01)).Says("wrong-sign").ShouldBeNull();
    }

    [Fact]
    public void Weights_with_a_gradient_that_never_move_are_not_held_by_the_optimizer()
    {
        Finding finding = Elsewhere().Run(8, change: Written.EachParameter((flow, i) => i < 2 ? flow with { UpdateRatio = 0 } : flow))
            .Says("unheld-weights")!;
        finding.Severity.ShouldBe(Severity.Warning);
        finding.Layers.ShouldBe([0, 1]);
        finding.Message.ShouldStartWith("the weights of layers 1–2 get a gradient and do not move");
        Elsewhere().Run(8, change: Written.Moved(0)).Says("unheld-weights")!.Severity.ShouldBe(Severity.Error);
        // No rate, a limit of 0, a step below the last place of a number: others tell of those.
        Elsewhere().Run(8, change: sample => Written.Moved(0)(sample) with { Rate = 0 }).Says("unheld-weights").ShouldBeNull();
        Elsewhere().Run(8, change: sample => Written.Moved(0)(sample) with { ClippedNorm = 0 }).Says("unheld-weights").ShouldBeNull();
        Elsewhere().Run(8, change: sample => Written.Moved(0)(sample) with { Rate = 1e-9 }).Says("unheld-weights").ShouldBeNull();
    }
}
