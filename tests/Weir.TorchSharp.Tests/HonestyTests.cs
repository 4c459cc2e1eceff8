using System.Diagnostics;
using TorchSharp;
using Weir.Flow;
using Weir.Training;
using static TorchSharp.torch;

namespace Weir.TorchSharp.Tests;

/// <summary>What the watch costs, what it leaves behind, and what it does where it cannot measure.</summary>
public sealed class HonestyTests
{
    [LibtorchFact]
    public void Nothing_is_left_behind()
    {
        using TemporaryFolder folder = new();
        using nn.Module<Tensor, Tensor> model = Training.Dense(() => nn.ReLU(), 8, 16, 3);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        ThreadDisposeScopeStatistics statistics = DisposeScopeManager.Statistics;
        using FlowWatch watch = FlowWatch.Attach(model, optimizer, Training.Options(folder) with { Sampling = new() { Every = 1 } });
        Training.Run(model, optimizer, 100, _ => Training.Classes(16, 8, 3), watch);
        long before = statistics.ThreadTotalLiveCount;
        (long native, long managed) = Memory();
        Training.Run(model, optimizer, 1500, _ => Training.Classes(16, 8, 3), watch);
        (long nativeAfter, long managedAfter) = Memory();

        watch.Failure.ShouldBeNull();
        statistics.ThreadTotalLiveCount.ShouldBe(before);
        (nativeAfter - native).ShouldBeLessThan(32L << 20);
        (managedAfter - managed).ShouldBeLessThan(4L << 20);
    }

    /// <summary>What the process holds besides the collector's memory, and what is alive in that: garbage that waits is no leak.</summary>
    private static (long Native, long Managed) Memory()
    {
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        using Process process = Process.GetCurrentProcess();
        return (process.WorkingSet64 - GC.GetGCMemoryInfo().TotalCommittedBytes, managed);
    }

    [LibtorchFact]
    public void Norms_lose_no_digits_to_many_entries_and_none_to_small_ones()
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(1);
        Tensor many = randn(5_000_001), small = full([10, 10], 1e-25f), large = full([100], 1e30f);
        double exact = many.to(ScalarType.Float64).square().sum().ToDouble();
        Scalars.Norm(many).ShouldBe(Math.Sqrt(exact), 1e-7 * Math.Sqrt(exact));
        Scalars.Norm(small).ShouldBe(1e-24, 1e-30);
        Scalars.Norm(large).ShouldBe(1e31, 1e25);
        Scalars.Norm(zeros(3)).ShouldBe(0);
        double.IsNaN(Scalars.Norm(full([3], float.NaN))).ShouldBeTrue();
        Scalars.CountNonzero(tensor(new[] { 0f, 2f, -0f, float.NaN })).ShouldBe(2);
    }

    [LibtorchFact]
    public void Gradients_that_are_gone_when_a_step_is_told_are_no_gradients_of_zero()
    {
        using TemporaryFolder folder = new();
        List<string> warnings = [];
        using nn.Module<Tensor, Tensor> model = nn.Linear(4, 2);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        FlowWatch watch = FlowWatch.Attach(model, optimizer, Training.Options(folder) with { Warn = warnings.Add });
        (Tensor x, Tensor y) = Training.Classes(16, 4, 2);
        Tensor loss = nn.functional.cross_entropy(model.call(x), y);
        loss.backward();
        optimizer.step();
        optimizer.zero_grad();
        watch.Step(loss);
        watch.Dispose();
        warnings.ShouldHaveSingleItem().ShouldContain("zero_grad()");
        File.Exists(Path.Combine(folder["run"], "flow.jsonl")).ShouldBeFalse();
    }

    [LibtorchFact]
    public void A_failure_in_here_is_a_warning_and_the_training_goes_on()
    {
        using TemporaryFolder folder = new();
        List<string> warnings = [];
        using nn.Module<Tensor, Tensor> model = nn.Linear(4, 2);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        using FlowWatch watch = FlowWatch.Attach(model, optimizer, Training.Options(folder) with { Warn = warnings.Add });
        Directory.Delete(folder["run"], recursive: true);
        File.WriteAllText(folder["run"], "in the way");
        Training.Run(model, optimizer, 5, _ => Training.Classes(16, 4, 2), watch).ShouldAllBe(loss => double.IsFinite(loss));
        watch.Failure.ShouldBeOfType<RunException>();
        warnings.ShouldHaveSingleItem().ShouldContain("it goes on");
        File.Delete(folder["run"]);
        FlowWatch.Attach(model, optimizer, Training.Options(folder)).Dispose();
    }

    [LibtorchFact]
    public void Evaluation_in_between_is_not_measured_and_clipping_is_told()
    {
        using TemporaryFolder folder = new();
        using nn.Module<Tensor, Tensor> model = nn.Linear(4, 2);
        using optim.Optimizer optimizer = optim.SGD(model.parameters(), 0.1);
        FlowWatch watch = FlowWatch.Attach(model, optimizer, Training.Options(folder));
        (Tensor x, Tensor y) = Training.Classes(16, 4, 2);
        using (no_grad())
            model.call(x * 1000);
        optimizer.zero_grad();
        Tensor loss = nn.functional.cross_entropy(model.call(x), y);
        loss.backward();
        double norm = nn.utils.clip_grad_norm_(model.parameters(), 0.01);
        watch.GradientClip(0.01, norm);
        optimizer.step();
        watch.Step(loss);
        watch.Close("enough");

        FlowSample sample = TraceReader.Read(Path.Combine(folder["run"], "flow.jsonl")).Samples.Single();
        sample.Layers[0].ActivationMax.ShouldBeLessThan(10);
        sample.GradientNorm!.Value.ShouldBe(norm, 1e-6 * norm);
        sample.ClippedNorm!.Value.ShouldBe(0.01, 1e-6);
        RunRecord record = RunDirectory.ReadRecord(folder["run"])!;
        (record.Status, record.Reason, record.Steps).ShouldBe(("interrupted", "enough", 1));
    }
}
