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
