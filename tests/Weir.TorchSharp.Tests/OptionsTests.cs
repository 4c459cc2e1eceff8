using TorchSharp;
using Weir.Diagnosis;
using Weir.Flow;

namespace Weir.TorchSharp.Tests;

/// <summary>What needs no native library.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        new FlowWatchOptions().Check();
        Should.Throw<ArgumentException>(() => new FlowWatchOptions { Directory = " " }.Check());
        Should.Throw<ArgumentOutOfRangeException>(() => new FlowWatchOptions { TotalSteps = 0 }.Check()).ParamName.ShouldBe("TotalSteps");
        Should.Throw<ArgumentOutOfRangeException>(() => new FlowWatchOptions { Samples = 0 }.Check());
        Should.Throw<ArgumentOutOfRangeException>(() => new FlowWatchOptions { Sampling = new FlowOptions { Dense = 0 } }.Check());
        foreach (double share in new[] { 0, -1, 1.5, double.NaN })
            Should.Throw<ArgumentOutOfRangeException>(() => new FlowWatchOptions { Budget = share }.Check()).ParamName.ShouldBe("Budget");
        Should.Throw<ArgumentException>(() => new FlowWatchOptions
        {
            Diagnosis = new DiagnosisOptions { Severities = new Dictionary<string, Severity> { ["vanishing"] = Severity.Off } },
        }.Check());
    }

    [Fact]
    public void Measuring_takes_a_fiftieth_of_the_time_unless_the_sampling_is_ones_own()
    {
        new FlowWatchOptions().Share.ShouldBe(0.02);
        new FlowWatchOptions { Sampling = new FlowOptions { DeadWindow = 7 } }.Share.ShouldBe(0.02);
        new FlowWatchOptions { Sampling = new FlowOptions { Every = 3 } }.Share.ShouldBe(1);
        new FlowWatchOptions { Sampling = new FlowOptions { Density = 8 }, Budget = 0.1 }.Share.ShouldBe(0.1);
    }

    [Fact]
    public void The_set_up_is_read_off_the_optimizer()
    {
        using Adam optimizer = new();
        SetupGatherer setup = new([optimizer], new FlowWatchOptions { LossName = "mean-squared-error", TotalSteps = 10 });
        setup.Count();
        optimizer.Group.LearningRate = 0.5;
        setup.Count();
        setup.ClipNorm = 2;
        SetupFacts facts = setup.Facts(batch: 32, outputs: 1, classes: false, ended: false);
        (facts.Optimizer, facts.Adaptive, facts.Rate, facts.RateSum).ShouldBe(("adam", true, 0.5, 3.0));
        (facts.Epsilon, facts.WeightDecay, facts.ClipNorm, facts.Momentum).ShouldBe((1e-7, 0.01, 2.0, 0.0));
        (facts.Loss, facts.Classification, facts.Batch, facts.TotalSteps).ShouldBe(("mean-squared-error", false, 32, 10));
        facts.Framework!.ShouldStartWith("torchsharp 0.107");
    }

    [Fact]
    public void A_run_of_unknown_length_is_taken_for_a_long_one_until_it_ends()
    {
        using Adam optimizer = new();
        SetupGatherer setup = new([optimizer], new FlowWatchOptions());
        setup.Count();
        setup.Facts(1, 1, false, ended: false).TotalSteps.ShouldBe(10_000);
        setup.Facts(1, 1, false, ended: true).TotalSteps.ShouldBe(1);
        setup.Facts(1, 1, false, ended: true).Loss.ShouldBe("unknown");
    }

    [Fact]
    public void The_mean_of_losses_begins_anew_when_it_is_taken()
    {
        using LossMean mean = new();
        mean.Take().ShouldBe(double.NaN);
        mean.Add(1);
        mean.Add(3);
        mean.Take().ShouldBe(2);
        mean.Add(double.NaN);
        mean.FirstFailure.ShouldBe(3);
    }

    [Fact]
    public void Kinds_have_the_traits_of_weirs_own_layers()
    {
        LayerKinds.TraitsOf("linear").ShouldBe(Nn.LayerTraits.Linear);
        LayerKinds.TraitsOf("relu").ShouldBe(new Nn.Relu().Traits);
        LayerKinds.TraitsOf("batch-norm").ShouldBe(new Nn.BatchNorm(1).Traits);
        LayerKinds.TraitsOf("max-pool").ShouldBe(new Nn.MaxPool2d().Traits);
        LayerKinds.TraitsOf("average-pool").ShouldBe(new Nn.AveragePool2d().Traits);
        LayerKinds.TraitsOf("dropout").ShouldBe(new Nn.Dropout(0.5).Traits);
        LayerKinds.TraitsOf("flatten").ShouldBe(new Nn.Flatten().Traits);
        LayerKinds.TraitsOf("somebodys").ShouldBe(Nn.LayerTraits.None);
    }

    [Fact]
    public void Findings_are_told_once_when_the_data_have_been_seen()
    {
        List<string> told = [];
        TraceHeader header = new([new TraceLayer("0", "linear", 2, true)], [new TraceParameter("0.weight", "weight", [2, 2], 0)], 32);
        LiveDiagnosis diagnosis = new(new FlowWatchOptions { Found = finding => told.Add(finding.Diagnostic.Name) });
        for (int step = 1; step <= 20; step++)
        {
            diagnosis.IsDue.ShouldBeFalse();
            diagnosis.Add(header, Sample(step, step == 20 ? double.NaN : 1));
        }

        diagnosis.IsDue.ShouldBeTrue();
        diagnosis.Begin(header, () => new RunFacts(null, null, null));
        diagnosis.Finish();
        diagnosis.End(() => Diagnosis.Diagnosis.VerdictOf(
            new Trace(header, [.. Enumerable.Range(1, 20).Select(step => Sample(step, step == 20 ? double.NaN : 1))])));
        told.ShouldContain("non-finite");
        told.ShouldBeUnique();
    }

    private static FlowSample Sample(long step, double loss) => new()
    {
        Step = step,
        Loss = loss,
        Rate = 0.1,
        GradientNorm = 1,
        ClippedNorm = 1,
        Layers =
        [
            new LayerFlow
            {
                ActivationRms = 1,
                ActivationMean = 0,
                ActivationStd = 1,
                ActivationMax = 2,
                ActivationZero = 0,
                DeltaRms = 0.1,
            },
        ],
        Parameters = [new ParameterFlow { WeightNorm = 1, GradientNorm = 1, GradientZero = 0, UpdateRatio = 0.01 }],
    };

    /// <summary>An optimizer without a native part.</summary>
    private sealed class Adam() : torch.optim.Optimizer(0), torch.optim.IBetas
    {
        public FakeGroup Group { get; } = new();

        public (double, double) Betas { get; set; }

        public override IEnumerable<torch.optim.ILearningRateController> ParamGroups => [Group];
    }

    private sealed class FakeGroup : torch.optim.ILearningRateController
    {
        public double LearningRate { get; set; } = 0.1;

        public double InitialLearningRate { get; set; } = 0.1;

        public FakeOptions Options { get; } = new();
    }

    private sealed class FakeOptions
    {
#pragma warning disable CA1051, CA1823, IDE0044, CS0414 // As TorchSharp has them.
        public double? eps = 1e-7;
        public double? weight_decay = 0.01;
#pragma warning restore CA1051, CA1823, IDE0044, CS0414
    }
}
