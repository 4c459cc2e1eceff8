using TorchSharp;
using Weir.Diagnosis;
using Weir.Training;
using static TorchSharp.torch;

namespace Weir.TorchSharp.Tests;

public sealed class FlowWatchTests
{
    [LibtorchFact]
    public void A_watched_run_is_one_that_can_be_diagnosed()
    {
        using TemporaryFolder folder = new();
        random.manual_seed(1);
        using nn.Module<Tensor, Tensor> model = Training.Dense(() => nn.ReLU(), 8, 16, 16, 3);
        using optim.Optimizer optimizer = optim.Adam(model.parameters(), 0.01);
        FlowWatch watch = FlowWatch.Attach(model, optimizer, Training.Options(folder));
        Training.Run(model, optimizer, 60, _ => Training.Classes(32, 8, 3), watch);
        watch.Validation(loss: 0.4, accuracy: 0.8);
        watch.Dispose();

        watch.Failure.ShouldBeNull();
        DiagnosedRun run = DiagnosedRun.Read(folder["run"]);
        run.Trace.Header.Layers.Select(layer => (layer.Path, layer.Kind, layer.Units, layer.HasWeights)).ShouldBe(
            [("0", "linear", 16, true), ("1", "relu", 16, false), ("2", "linear", 16, true), ("3", "relu", 16, false),
                ("4", "linear", 3, true)]);
        run.Trace.Header.Batch.ShouldBe(32);
        run.Trace.Header.Parameters.Select(parameter => (parameter.Name, parameter.Kind, parameter.Layer)).ShouldBe(
            [("0.weight", "weight", 0), ("0.bias", "bias", 0), ("2.weight", "weight", 2), ("2.bias", "bias", 2), ("4.weight", "weight", 4),
                ("4.bias", "bias", 4)]);
        run.Trace.Samples.Count(sample => sample.Step <= 32).ShouldBe(32);
        run.Trace.Samples.ShouldAllBe(sample => sample.Layers.All(layer => layer.DeltaRms > 0));
        run.Trace.Samples.Count(sample => sample.Histograms is not null).ShouldBeGreaterThan(5);
        run.Record!.Status.ShouldBe("finished");
        run.Record.Steps.ShouldBe(60);
        run.Facts!.Setup!.Framework!.ShouldStartWith("torchsharp 0.107");
        run.Facts.Setup.Optimizer.ShouldBe("adam");
        run.Facts.Data!.NeighbourScore!.Value.ShouldBeGreaterThan(3);
        run.Facts.Network!.Steps.ShouldBe(["linear", "relu", "linear", "relu", "linear"]);
        RunDirectory.ReadMetrics(folder["run"]).Single().ValidationAccuracy.ShouldBe(0.8);
        Training.Names(run.Findings).ShouldBe(Training.Names(watch.Findings));
        run.Findings.ShouldAllBe(finding => finding.Severity < Severity.Error);
    }

    [LibtorchFact]
    public void Losses_are_the_same_bits_with_and_without_a_watch()
    {
        double[] Run(bool watched)
        {
            using TemporaryFolder folder = new();
            random.manual_seed(3);
            using nn.Module<Tensor, Tensor> model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(inplace: true),
                nn.Dropout(0.3), nn.Flatten(), nn.Linear(4 * 36, 3));
            using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1, momentum: 0.9);
            using FlowWatch? watch = watched ? FlowWatch.Attach(model, optimizer, Training.Options(folder)) : null;
            double[] losses = Training.Run(model, optimizer, 50, _ => (randn(16, 1, 8, 8), randint(0, 3, [16], ScalarType.Int64)), watch);
            watch?.Failure.ShouldBeNull();
            return [.. losses, .. model.state_dict().Values.Select(tensor => tensor.to(ScalarType.Float64).sum().ToDouble())];
        }

        Run(watched: true).ShouldBe(Run(watched: false));
    }

    [LibtorchFact]
    public void A_network_is_watched_once_at_a_time()
    {
        using TemporaryFolder folder = new();
        using nn.Module<Tensor, Tensor> model = nn.Linear(2, 2);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        FlowWatch first = FlowWatch.Attach(model, optimizer, Training.Options(folder));
        Should.Throw<InvalidOperationException>(() => FlowWatch.Attach(model, optimizer, Training.Options(folder)))
            .Message.ShouldContain(first.Directory);
        Training.Run(model, optimizer, 1, _ => Training.Classes(8, 2, 2), first);
        first.Dispose();
        using FlowWatch second = FlowWatch.Attach(model, optimizer, Training.Options(folder));
        second.Directory.ShouldBe(folder["run-2"]);
    }
}
