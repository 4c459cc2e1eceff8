using Weir.Flow;

namespace Weir.Diagnosis.Tests;

/// <summary>What stands at the end of a network, and what it is to answer.</summary>
public class HeadTests
{
    [Theory]
    [InlineData("mean-squared-error")]
    [InlineData("sigmoid-cross-entropy")]
    public void A_softmax_over_one_output_is_proved_wrong_under_any_loss(string loss)
    {
        Finding finding = Head("softmax", loss, (0, 0.5, 1, 0.5), units: 1).Says("bad-output-activation")!;
        finding.Severity.ShouldBe(Severity.Error);
        finding.Strength.ShouldBe(Strength.Proof);
        finding.Message.ShouldContain("a single output, which is 1 whatever comes in");
    }

    [Theory]
    [InlineData(1, "no probability falls below a half")]
    [InlineData(3, "no class can become likely")]
    public void A_sigmoid_behind_a_sigmoid_is_told_by_what_it_does_to_probabilities(int units, string words) =>
        Head("sigmoid", "sigmoid-cross-entropy", (0, 0.5, 1, 0.5), units).Says("bad-output-activation")!.Message.ShouldEndWith(words);

    [Fact]
    public void Where_nothing_arrives_no_rate_is_to_blame()
    {
        Written run = Head("softmax", "mean-squared-error", (0, 0.5, 1, 0.5), units: 1);
        run.Run(100, loss: _ => 0.5, change: Written.EachParameter((flow, _) =>
            flow with { GradientNorm = 0, UpdateRatio = 0, GradientCosine = null }), every: 10);
        run.Says("learning-rate-too-low").ShouldBeNull();
        run.Says("no-gradient")!.Message.ShouldStartWith("no weight of the network gets a gradient");
        run.Says("no-gradient")!.Severity.ShouldBe(Severity.Error);
        run.Says("no-gradient")!.Evidence.ShouldHaveSingleItem().Value.ShouldBe(0);
    }

    [Fact]
    public void Targets_whose_mean_the_function_cannot_give_are_a_proof()
    {
        Finding proof = Head("sigmoid", "mean-squared-error", (900, 1040, 1100, 30)).Says("bad-output-activation")!;
        (proof.Severity, proof.Strength).ShouldBe((Severity.Error, Strength.Proof));
        proof.Message.ShouldContain("lie between 0 and 1, the targets go from 900 to 1.1e3");
        Finding some = Head("relu", "mean-squared-error", (-0.5, 2, 5, 1)).Says("bad-output-activation")!;
        (some.Severity, some.Strength).ShouldBe((Severity.Warning, Strength.Measured));
        some.Message.ShouldContain("are never below 0");
        Head("sigmoid", "mean-squared-error", (1040, 1040, 1040, 0))
            .Says("bad-output-activation")!.Message.ShouldContain("all targets are 1.04e3");
    }

    [Fact]
    public void A_rectifier_at_the_output_that_is_off_for_every_sample_is_a_proof()
    {
        Written run = Head("relu", "cross-entropy", null);
        run.Draw(5, Written.EachLayer((flow, i) => i == 2 ? flow with { ActivationZero = 1 } : flow));
        (run.Says("bad-output-activation")!.Severity, run.Says("bad-output-activation")!.Strength)
            .ShouldBe((Severity.Error, Strength.Proof));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_rectifier_over_one_output_is_a_matter_of_the_head(int outputs, bool found)
    {
        Finding? finding = Head("relu", "mean-squared-error", (0, 0.5, 1, 0.5), units: outputs).Says("bad-output-activation");
        (finding is not null).ShouldBe(found);
        if (finding is null)
            return;
        (finding.Severity, finding.Strength).ShouldBe((Severity.Warning, Strength.Suspected));
        finding.Message.ShouldContain("off for every sample from the start");
    }

    [Fact]
    public void Constant_targets_are_said_whether_values_or_classes()
    {
        Written run = new();
        run.Data = run.Data with { MajorityShare = null, Target = (1040, 1040, 1040, 0), TrivialLoss = 0 };
        run.Says("constant-target")!.Message.ShouldBe("the targets of all 3,200 training samples are 1040");
        // As a network sees them that standardizes them, where their own unit is not known.
        run.Data = run.Data with { Target = (0, 0, 0, 0) };
        run.Says("constant-target")!.Message.ShouldEndWith("are the same number");
        run.Data = run.Data with { Target = (0, 0, 0, 0), TargetInUnit = (1040, 1040, 1040, 0) };
        run.Says("constant-target")!.Message.ShouldEndWith("are 1040");
        run.Data = run.Data with { MajorityShare = 1, Target = null };
        run.Says("constant-target")!.Message.ShouldEndWith("of one class");
        run.Data = run.Data with { MajorityShare = 0.99 };
        run.Says("constant-target").ShouldBeNull();
    }

    [Fact]
    public void A_loss_above_that_of_guessing_nothing_is_a_plateau_too()
    {
        Written run = new();
        run.Data = run.Data with { MajorityShare = null, Target = (1040, 1040, 1040, 0), TrivialLoss = 0 };
        run.Run(100, loss: _ => 1.08e6, every: 10);
        run.Says("plateau")!.Message.ShouldContain("guessing has 0");
    }

    [Fact]
    public void An_offset_of_many_deviations_is_said_before_training()
    {
        Written kelvin = Values((260, 290, 320, 9));
        kelvin.Says("loss-misfit")!.Message.ShouldContain("32.2 times their deviation (290 ± 9)");
        kelvin.Says("loss-misfit")!.Remedies.ShouldBe(["standardize the targets (`targets: standardize` under `data`)"]);
        Values((1, 4, 8, 1)).Says("loss-misfit").ShouldBeNull();
        Values((0, 1e-4, 3e-4, 1e-4)).Says("loss-misfit")!.Message.ShouldContain("divided like the inputs");
    }

    [Fact]
    public void Linear_layers_behind_a_softmax_are_one_linear_map_all_the_same()
    {
        Written run = new("linear", "linear", "softmax");
        run.Network = run.Network with { OutputFunction = "softmax", IsLinearBeforeOutput = true };
        run.Says("missing-nonlinearity")!.Severity.ShouldBe(Severity.Warning);
        run.Data = run.Data with { LinearSkill = 0.9 };
        run.Says("missing-nonlinearity")!.Severity.ShouldBe(Severity.Information);
        new Written("linear", "linear+relu", "linear").Says("missing-nonlinearity")!.Severity.ShouldBe(Severity.Information);
        new Written("linear+relu", "linear").Says("missing-nonlinearity").ShouldBeNull();
    }

    [Fact]
    public void A_dense_layer_of_another_name_is_one_by_its_matrix()
    {
        Written run = new("linear", "linear+relu", "linear");
        run.Header = run.Header with
        {
            Layers = [run.Header.Layers[0] with { Kind = "mixing", Traits = Nn.LayerTraits.None }, .. run.Header.Layers.Skip(1)],
        };
        run.Says("missing-nonlinearity").ShouldBeNull("it does not say that it is linear");
        run.Header = run.Header with
        {
            Layers = [run.Header.Layers[0] with { Traits = Nn.LayerTraits.Linear }, .. run.Header.Layers.Skip(1)],
        };
        run.Says("missing-nonlinearity")!.Layers.ShouldBe([0]);
        run.Header = run.Header with
        {
            Parameters = [run.Header.Parameters[0] with { Shape = [3, 3, 10, 10] }, .. run.Header.Parameters.Skip(1)],
        };
        run.Says("missing-nonlinearity").ShouldBeNull("it is a convolution");
    }

    [Fact]
    public void A_loss_from_outside_is_known_by_what_it_says_of_itself()
    {
        Written run = new();
        run.Setup = run.Setup with { Loss = "log-cosh" };
        run.Says("loss-misfit").ShouldBeNull();
        run.Setup = run.Setup with { LossIsOfDistances = true };
        run.Says("loss-misfit")!.Message.ShouldContain("log-cosh is taken on 10 classes");
    }

    [Fact]
    public void Of_layers_that_a_program_calls_itself_it_is_not_known_what_lies_between()
    {
        Written run = new("linear", "linear+relu", "linear");
        run.Header = run.Header with
        {
            Layers = [.. run.Header.Layers.Select((layer, i) => new TraceLayer($"fc{i + 1}", layer.Kind, 10, true))],
        };
        run.Says("missing-nonlinearity").ShouldBeNull();
    }

    private static Written Values((double Least, double Mean, double Greatest, double Deviation) target)
    {
        Written run = new();
        run.Setup = run.Setup with { Loss = "mean-squared-error", Classification = false, Outputs = 1 };
        run.Data = run.Data with { MajorityShare = null, Target = target, TrivialLoss = target.Deviation * target.Deviation };
        return run;
    }

    private static Written Head(string function, string loss, (double Least, double Mean, double Greatest, double Deviation)? target,
        int units = 10)
    {
        Written run = new("linear+relu", "linear+relu", $"linear+{function}");
        run.Header = run.Header with
        {
            Layers =
            [.. run.Header.Layers.Select((layer, i) => i == 2 ? layer with { Units = units } : layer)]
        };
        run.Network = run.Network with { OutputFunction = function };
        run.Setup = run.Setup with { Loss = loss, Classification = target is null, Outputs = units };
        run.Data = run.Data with
        {
            Target = target,
            MajorityShare = target is null ? 0.1 : null,
            TrivialLoss = target is { } values
            ? Math.Max(values.Deviation * values.Deviation, 0.25) : Math.Log(10)
        };
        return run;
    }

    [Fact]
    public void Targets_that_lie_close_together_are_told_apart()
    {
        Measures.Range(1040.1, 1040.4).ShouldBe("1040.1 to 1040.4");
        Measures.Range(-1.25, 3).ShouldBe("-1.25 to 3");
        Measures.Range(5, 5).ShouldBe("5 to 5");
    }

    /// <summary>Outputs between 0 and 1 explain at most 9 % of the variance of targets that deviate by 11.</summary>
    [Theory]
    [InlineData(11, Severity.Error)]
    [InlineData(1, Severity.Warning)]
    public void Targets_that_vary_far_more_than_the_function_at_the_output_are_a_proof(double deviation, Severity severity)
    {
        Written run = new("linear+tanh", "linear+sigmoid");
        run.Network = run.Network with { OutputFunction = "sigmoid" };
        run.Setup = run.Setup with { Classification = false, Loss = "mean-squared-error", Outputs = 1 };
        run.Data = run.Data with { MajorityShare = null, Target = (-2 * deviation, 0.5, 2 * deviation, deviation) };
        run.Says("bad-output-activation")!.Severity.ShouldBe(severity);
    }

    [Fact]
    public void A_rectifier_over_one_output_is_judged_by_the_run_where_there_is_one()
    {
        Written run = new("linear+tanh", "linear+relu");
        run.Header = run.Header with { Layers = [run.Header.Layers[0], run.Header.Layers[1] with { Units = 1 }] };
        run.Network = run.Network with { OutputFunction = "relu" };
        run.Setup = run.Setup with { Classification = false, Loss = "mean-squared-error", Outputs = 1 };
        run.Data = run.Data with { MajorityShare = null, Target = (0, 1, 2, 0.5) };
        run.Says("bad-output-activation")!.Message.ShouldContain("with a chance of 50 %");
        run.Run(10).Says("bad-output-activation")!.Message
            .ShouldContain("whose outputs are off for 50 % of the samples: those get no gradient");
    }
}
