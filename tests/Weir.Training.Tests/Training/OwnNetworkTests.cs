using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Tests;

/// <summary>A network, a loss and data that were written in C# get what recipes get.</summary>
public class OwnNetworkTests
{
    [Fact]
    public void They_are_trained_evaluated_measured_and_resumed_to_the_same_bits()
    {
        using TemporaryFolder folder = new();
        using Trainer whole = Trainer.Start(Settings(), Options(folder) with { Name = "whole" });
        TrainingResult result = whole.Run();
        (result.Status, result.Steps).ShouldBe((TrainingStatus.Finished, 24));
        result.Last!.ValidationAccuracy.ShouldNotBeNull();
        result.Test.ShouldNotBeNull();
        whole.Info.Flow!.Layers.Count.ShouldBeGreaterThan(1);

        using CancellationTokenSource stop = new();
        using (Trainer half = Trainer.Start(Settings(), Options(folder) with { Name = "half" }))
            half.Run(new Witness { AtSample = sample => { if (sample.Step == 11) stop.Cancel(); } }, stop.Token).Steps.ShouldBe(11);
        Should.Throw<RunException>(() => Trainer.Resume(folder.File("half"))).Message.ShouldContain("gave it its model and loss and data");
        using Trainer rest = Trainer.Resume(folder.File("half"), Options(folder));
        rest.Run().Status.ShouldBe(TrainingStatus.Finished);
        Make.Weights(rest).ShouldBe(Make.Weights(whole));
        File.ReadAllText(folder.File("half/flow.jsonl")).ShouldBe(File.ReadAllText(folder.File("whole/flow.jsonl")));
    }

    [Theory]
    [InlineData(1, "the network puts out (1) for a sample, and the targets of spirals training need (2): end it with 2 outputs")]
    [InlineData(3, "the network puts out (3) for a sample, and the targets of spirals training need (2): end it with 2 outputs")]
    public void A_network_with_other_outputs_than_the_targets_is_refused_before_it_is_begun(int outputs, string message)
    {
        using TemporaryFolder folder = new();
        TrainerOptions options = Options(folder) with { Model = new Sequential(new Linear(2, outputs)) };
        Should.Throw<ShapeException>(() => Trainer.Start(Settings(), options)).Message.ShouldBe(message);
        Directory.Exists(folder.File("own")).ShouldBeFalse();
    }

    [Fact]
    public void A_step_that_throws_or_whose_loss_is_not_finite_leaves_no_watch_behind()
    {
        Sequential model = new(new Linear(2, 4, new Tanh()), new Linear(4, 1));
        model.Initialize(1);
        using Tensors.Backends.SimdBackend backend = Tensors.Backends.SimdBackend.Create(new Tensors.Backends.SimdOptions { Threads = 1 });
        Tape tape = new(backend);
        Sgd optimizer = new(model, backend, new SgdOptions { Rate = 0.1 });
        TrainingStep step = new(model, optimizer, tape)
        {
            Recorder = Flow.FlowRecorder.Attach(model, optimizer, tape, new Shape(2), 8, new Flow.FlowOptions { Every = 1 }),
            Profiler = new Flow.StepProfiler(model, optimizer, tape),
        };
        step.Make(1, on => model.Apply(on.Full(new Shape(8, 2), 1)).Mean() * float.PositiveInfinity).ShouldBe(double.PositiveInfinity);
        model.Tree().ShouldAllBe(module => !module.IsWatched);
        Should.Throw<ShapeException>(() => step.Make(2, on => model.Apply(on.Full(new Shape(8, 3), 1)).Mean()));
        model.Tree().ShouldAllBe(module => !module.IsWatched);
        step.Make(3, on => model.Apply(on.Full(new Shape(8, 2), 1)).Mean());
        step.Sample!.Step.ShouldBe(3);
    }

    private static Recipe Settings() => new()
    {
        Name = "own",
        Model = [],
        Optimizer = new OptimizerRecipe(new SgdOptions { Rate = 0.1, Momentum = 0.9 }),
        Batch = 10,
        Budget = new BudgetRecipe { Epochs = 4 },
        Flow = new FlowRecipe { Every = 1 },
    };

    private static TrainerOptions Options(TemporaryFolder folder) => new()
    {
        RunsDirectory = folder.Root,
        Threads = 1,
        Model = new Sequential(new Linear(2, 8, new Tanh()), new Doubled(8), new Linear(8, 2)),
        Loss = new CrossEntropy(),
        Data = DataSources.Load("spirals", new DataRequest { TrainingCount = 60, ValidationCount = 20, TestCount = 20 }),
    };

    private sealed class Doubled(int width) : Module
    {
        private readonly Parameter _weight = new(new Shape(width, width), new GlorotUniform());

        protected override Tensor Forward(Tensor x) => x.Add(x.Affine(_weight.Value, null).Tanh());
    }
}
