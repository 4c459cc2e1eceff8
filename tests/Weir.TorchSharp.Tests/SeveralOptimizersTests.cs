using TorchSharp;
using Weir.Diagnosis;
using Weir.Flow;
using static TorchSharp.torch;

namespace Weir.TorchSharp.Tests;

/// <summary>A network whose parts are moved by optimizers of their own.</summary>
public sealed class SeveralOptimizersTests
{
    private const int Steps = 20;

    [LibtorchFact]
    public void Parts_that_are_moved_alike_make_the_trace_of_one_optimizer()
    {
        (IReadOnlyList<FlowSample> one, _) = Run(model => [optim.SGD(model.parameters(), 0.1, momentum: 0.9)]);
        (IReadOnlyList<FlowSample> two, _) = Run(model =>
            [optim.SGD(Part(model, 0), 0.1, momentum: 0.9), optim.SGD(Part(model, 2), 0.1, momentum: 0.9)]);
        two.Count.ShouldBe(Steps);
        for (int i = 0; i < Steps; i++)
        {
            two[i].Loss.ShouldBe(one[i].Loss);
            two[i].GradientNorm.ShouldBe(one[i].GradientNorm);
            two[i].Layers.ShouldBe(one[i].Layers);
            two[i].Parameters.ShouldBe(one[i].Parameters);
        }
    }

    [LibtorchFact]
    public void Each_part_moves_at_its_own_rate_and_the_largest_is_told()
    {
        (IReadOnlyList<FlowSample> alike, _) = Run(model => [optim.SGD(Part(model, 0), 0.1), optim.SGD(Part(model, 2), 0.1)]);
        (IReadOnlyList<FlowSample> apart, RunFacts facts) = Run(model => [optim.SGD(Part(model, 0), 0.1), optim.SGD(Part(model, 2), 0.3)]);
        double Ratio(int i) => apart[0].Parameters[i].UpdateRatio!.Value / alike[0].Parameters[i].UpdateRatio!.Value;
        Ratio(0).ShouldBe(1, 1e-5);
        Ratio(2).ShouldBe(3, 1e-5);
        apart[0].Rate.ShouldBe(0.3);
        (facts.Setup!.Optimizer, facts.Setup.Rate).ShouldBe(("sgd", 0.3));
    }

    [LibtorchFact]
    public void A_network_that_nothing_moves_is_refused()
    {
        using nn.Module<Tensor, Tensor> model = nn.Linear(2, 2);
        Should.Throw<ArgumentException>(() => FlowWatch.Attach(model, [])).Message.ShouldContain("no optimizer");
    }

    private static IEnumerable<global::TorchSharp.Modules.Parameter> Part(nn.Module<Tensor, Tensor> model, int child) =>
        model.children().ElementAt(child).parameters();

    private static (IReadOnlyList<FlowSample> Samples, RunFacts Facts) Run(Func<nn.Module<Tensor, Tensor>, optim.Optimizer[]> make)
    {
        using TemporaryFolder folder = new();
        random.manual_seed(1);
        using nn.Module<Tensor, Tensor> model = Training.Dense(() => nn.ReLU(), 8, 16, 3);
        optim.Optimizer[] optimizers = make(model);
        FlowWatch watch = FlowWatch.Attach(model, optimizers, Training.Options(folder));
        for (int step = 0; step < Steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor x, Tensor y) = Training.Classes(32, 8, 3);
            foreach (optim.Optimizer optimizer in optimizers)
                optimizer.zero_grad();
            Tensor loss = nn.functional.cross_entropy(model.call(x), y);
            loss.backward();
            foreach (optim.Optimizer optimizer in optimizers)
                optimizer.step();
            watch.Step(loss);
        }

        watch.Dispose();
        watch.Failure.ShouldBeNull();
        foreach (optim.Optimizer optimizer in optimizers)
            optimizer.Dispose();
        DiagnosedRun run = DiagnosedRun.Read(folder["run"]);
        return (run.Trace.Samples, run.Facts!);
    }
}
